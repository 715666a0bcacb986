using System.Globalization;
using CnnVulkan.Graphs;

namespace CnnVulkan.Cli;

/// <summary>The shapes a network is planned for where no data says them: from the file, from the preprocessing, from the command line.</summary>
internal static class InputShapes
{
    /// <summary>Completes the declared shapes: a batch of one, pictures as large as the preprocessing makes them.</summary>
    /// <param name="model">The network.</param>
    /// <param name="given">NAME=1x3x224x224, each.</param>
    /// <exception cref="CommandException">A shape is malformed, names no input, or is missing.</exception>
    public static Dictionary<string, TensorShape> Of(Model model, IEnumerable<string> given)
    {
        Dictionary<string, TensorShape> shapes = given.Select(Parse).ToDictionary(p => p.Name, p => p.Shape);
        foreach (string name in shapes.Keys.Where(k => model.Inputs.All(i => i.Name != k)))
            throw new CommandException($"{model.Name} has no input '{name}'. Its inputs: {string.Join("; ", model.Inputs)}.");
        foreach (GraphInput input in model.Inputs)
            shapes.TryAdd(input.Name, input.FixedShape ?? Complete(model, input));
        return shapes;
    }

    /// <summary>The extents of a text such as <c>3x224x224</c>; null where it is none.</summary>
    public static int[]? Extents(string text)
    {
        string[] parts = text.Split('x', '×', ',');
        var extents = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out extents[i]))
                return null;
        }
        return extents;
    }

    private static TensorShape Complete(Model model, GraphInput input)
    {
        var extents = input.Dimensions.IsDefault ? [] : input.Dimensions.ToArray();
        if (extents.Length > 0)
            extents[0] ??= 1;
        if (extents.Length == 4)
        {
            Preprocessing preprocessing = Preprocessing.For(model);
            (int width, int height) = preprocessing.OutputSize(preprocessing.CropWidth, preprocessing.CropHeight);
            extents[1] ??= 3;
            extents[2] ??= height;
            extents[3] ??= width;
        }
        if (extents.Length == 0 || extents.Any(e => e is null))
            throw new CommandException($"{model.Name}: input '{input}' leaves its shape open. Give it with --shape {input.Name}=1x3x224x224.");
        return new TensorShape([.. extents.Select(e => e!.Value)]);
    }

    private static (string Name, TensorShape Shape) Parse(string text)
    {
        int equals = text.LastIndexOf('=');
        return equals > 0 && Extents(text[(equals + 1)..]) is { } extents ? (text[..equals], new TensorShape(extents)) : throw new CommandException($"--shape '{text}' is not of the form NAME=1x3x224x224.");
    }
}
