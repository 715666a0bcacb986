namespace CnnVulkan.Demo.App;

/// <summary>What files are that a person drops on the window.</summary>
internal static class DroppedFiles
{
    /// <summary>Whether it is a network: an .onnx file, or a folder with a model.onnx in it.</summary>
    public static bool IsModel(string path)
        => path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) || (Directory.Exists(path) && File.Exists(Path.Combine(path, "model.onnx")));
}
