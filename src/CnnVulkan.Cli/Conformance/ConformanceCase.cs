using CnnVulkan.Graphs;

namespace CnnVulkan.Cli.Conformance;

/// <summary>One ONNX backend test: a folder with a model and sets of inputs and expected outputs.</summary>
internal sealed class ConformanceCase(string name, string folder)
{
    private const string ModelName = "model.onnx";
    private const string DataSets = "test_data_set_*";

    /// <summary>The folder's path below the one that was searched.</summary>
    public string Name { get; } = name;

    /// <summary>The cases in and below a folder, by name.</summary>
    /// <exception cref="CommandException">There is no such folder, or it holds no case.</exception>
    public static IReadOnlyList<ConformanceCase> Find(string root)
    {
        if (!Directory.Exists(root))
            throw new CommandException($"The folder '{root}' does not exist.");
        ConformanceCase[] cases = [.. Directory.EnumerateFiles(root, ModelName, SearchOption.AllDirectories)
            .Select(f => Path.GetDirectoryName(f)!)
            .Where(f => Directory.EnumerateDirectories(f, DataSets).Any())
            .Order(StringComparer.Ordinal)
            .Select(f => new ConformanceCase(Path.GetRelativePath(root, f) is var path && path == "." ? Path.GetFileName(Path.GetFullPath(f)) : path, f))];
        return cases.Length > 0 ? cases : throw new CommandException($"The folder '{root}' holds no test: a {ModelName} beside {DataSets}.");
    }

    /// <summary>Runs every data set.</summary>
    public ConformanceResult Run(VisionDevice device)
    {
        try
        {
            Model model = ModelLoader.Load(Path.Combine(folder, ModelName));
            using var worker = new Worker(model.Graph, device);
            foreach (string data in Directory.EnumerateDirectories(folder, DataSets).Order(StringComparer.Ordinal))
            {
                if (Differences(model, worker, data) is { } difference)
                    return new ConformanceResult(this, ConformanceOutcome.Failed, $"{Path.GetFileName(data)}: {difference}");
            }
            return new ConformanceResult(this, ConformanceOutcome.Passed, "");
        }
        catch (UnsupportedOperatorException unsupported)
        {
            return new ConformanceResult(this, ConformanceOutcome.Unsupported, unsupported.Message);
        }
        catch (Exception failure) when (failure is not (DeviceLostException or OutOfMemoryException))
        {
            // Whatever a case brings up, the others must still run.
            return new ConformanceResult(this, ConformanceOutcome.Failed, $"{failure.GetType().Name}: {failure.Message}");
        }
    }

    private static string? Differences(Model model, Worker worker, string data)
    {
        for (int i = 0; i < model.Inputs.Length; i++)
        {
            GraphInput input = model.Inputs[i];
            string file = Path.Combine(data, $"input_{i}.pb");
            if (!File.Exists(file))
                return $"input '{input.Name}' has no {Path.GetFileName(file)}";
            worker.SetInput(input.Name, OnnxTensorFile.Read(file));
        }
        worker.Schedule();
        var differences = new List<string>();
        for (int i = 0; i < model.Outputs.Length; i++)
        {
            Tensor expected = OnnxTensorFile.Read(Path.Combine(data, $"output_{i}.pb"));
            Tensor result = worker.PeekOutput(model.Outputs[i]).Readback();
            if (TensorComparison.Difference(result, expected) is { } difference)
                differences.Add($"output '{model.Outputs[i]}': {difference}");
        }
        return differences.Count == 0 ? null : string.Join("; ", differences);
    }
}
