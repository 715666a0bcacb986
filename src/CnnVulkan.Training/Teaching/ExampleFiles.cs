namespace CnnVulkan.Training;

/// <summary>Examples beside a model that was taught: <c>examples.npy</c>, a row per example, and <c>examples-classes.npy</c>, the class of each.</summary>
internal static class ExampleFiles
{
    private const string Rows = "examples.npy", Labels = "examples-classes.npy";

    public static void Write(string folder, TaughtClasses classes)
    {
        var rows = new List<float[]>();
        var labels = new List<int>();
        for (int i = 0; i < classes.Slots.Count; i++)
        {
            foreach (float[] example in classes.Examples.Of(classes.Slots[i]))
            {
                rows.Add(example);
                labels.Add(i);
            }
        }
        // The classes first: rows of another number are left out when they are read.
        NpyFile.Write(Path.Combine(folder, Labels), new Tensor<int>(new TensorShape(labels.Count), [.. labels]));
        NpyFile.Write(Path.Combine(folder, Rows), new Tensor<float>(new TensorShape([rows.Count, .. classes.Shape.Dimensions]), [.. rows.SelectMany(r => r)]));
    }

    /// <summary>Adds the examples of a folder, where it has any; none where the network is cut elsewhere now.</summary>
    /// <exception cref="ModelFormatException">A file is damaged.</exception>
    public static void Read(string folder, TaughtClasses classes)
    {
        string rows = Path.Combine(folder, Rows), labels = Path.Combine(folder, Labels);
        if (!File.Exists(rows) || !File.Exists(labels))
            return;
        Tensor read = NpyFile.Read(rows), of = NpyFile.Read(labels);
        int count = of.Shape.Count, elements = classes.Shape.Count;
        if (read is not Tensor<float> examples || !read.Shape.Equals(new TensorShape([count, .. classes.Shape.Dimensions])))
            return;
        int[] numbers = of.ToInt32Array();
        for (int i = 0; i < count; i++)
        {
            if (numbers[i] < 0 || numbers[i] >= classes.Slots.Count)
                throw new ModelFormatException($"{labels}: example {i} is of class {numbers[i]}, but the network has {classes.Slots.Count}.");
            classes.Keep(classes.Slots[numbers[i]], examples.Data.AsSpan(i * elements, elements));
        }
    }
}
