namespace CnnVulkan.Cli.Benchmarks;

/// <summary>A folder for one measurement: a cache that is empty at first, and the file of a network that has none. Deleted afterwards.</summary>
internal sealed class BenchFiles : IDisposable
{
    private readonly string _root = Path.Combine(Path.GetTempPath(), $"cnnvulkan-bench-{Guid.NewGuid():N}");

    public BenchFiles() => Directory.CreateDirectory(_root);

    public string Cache => Path.Combine(_root, "cache");

    /// <summary>The file to load a model from: the one it came from, or one written now, so that loading reads a file in any case.</summary>
    public string FileOf(Model model, string network)
    {
        if (model.Path is not null)
            return network;
        string file = Path.Combine(_root, "model.onnx");
        ModelWriter.Save(file, model);
        return file;
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
