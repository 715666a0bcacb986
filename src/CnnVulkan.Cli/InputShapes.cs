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
        => Complete(model, given.Select(Parse).ToDictionary(p => p.Name, p => p.Shape));

    /// <summary>As the other, with sizes that may leave out the batch, and the name where there is one input.</summary>
    /// <param name="model">The network.</param>
    /// <param name="given">NAME=1x3x224x224, each.</param>
    /// <param name="sizes">3x224x224 or NAME=3x224x224, each.</param>
    public static Dictionary<string, TensorShape> Of(Model model, IEnumerable<string> given, IEnumerable<InputSize> sizes)
    {
        Dictionary<string, TensorShape> shapes = given.Select(Parse).ToDictionary(p => p.Name, p => p.Shape);
        foreach (InputSize size in sizes)
        {
            GraphInput[] meant = [.. model.Inputs.Where(i => size.Name is null || i.Name == size.Name)];
            if (meant.Length != 1)
                throw new CommandException($"{model.Name} has {(meant.Length == 0 ? $"no input '{size.Name}'" : "several inputs; say which with --input NAME=…")}. Its inputs: {string.Join("; ", model.Inputs)}.");
            shapes[meant[0].Name] = size.ShapeFor(meant[0]);
        }
        return Complete(model, shapes);
    }

    private static Dictionary<string, TensorShape> Complete(Model model, Dictionary<string, TensorShape> shapes)
    {
        foreach (string name in shapes.Keys.Where(k => model.Inputs.All(i => i.Name != k)))
            throw new CommandException($"{model.Name} has no input '{name}'. Its inputs: {string.Join("; ", model.Inputs)}.");
        foreach (GraphInput input in model.Inputs)
            shapes.TryAdd(input.Name, input.FixedShape ?? Complete(model, input));
        return shapes;
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
            extents[1] ??= preprocessing.DoGrayscale ? 1 : 3;
            extents[2] ??= height;
            extents[3] ??= width;
        }
        if (extents.Length == 0 || extents.Any(e => e is null))
            throw new CommandException($"{model.Name}: input '{input}' leaves its shape open. Give it with --shape {input.Name}=1x3x224x224.");
        return new TensorShape([.. extents.Select(e => e!.Value)]);
    }

    private static (string Name, TensorShape Shape) Parse(string text)
    {
        const string Form = "NAME=1x3x224x224";
        InputSize size = InputSize.Parse("--shape", text, Form);
        return size.Name is { } name ? (name, new TensorShape(size.Extents)) : throw new CommandException($"--shape '{text}' is not of the form {Form}.");
    }
}
