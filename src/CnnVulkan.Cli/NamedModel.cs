namespace CnnVulkan.Cli;

/// <summary>What MODEL stands for on the command line: a file, a folder, or a network of the catalog by name.</summary>
internal static class NamedModel
{
    /// <summary>Whether a text is a network's name: no file or folder is called so, and it does not look like a path.</summary>
    public static bool IsName(string text)
        => !File.Exists(text) && !Directory.Exists(text) && text.IndexOfAny(['/', '\\']) < 0 && !text.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);

    /// <summary>Loads a file or folder, or makes a network with untrained weights.</summary>
    /// <param name="text">What the command line says.</param>
    /// <param name="options">How a network is made; null for the paper's sizes.</param>
    /// <exception cref="UnknownNetworkException">It is neither; the nearest names are listed.</exception>
    public static Model Load(string text, NetworkOptions? options = null) => IsName(text) ? NetworkCatalog.Create(text, options) : ModelLoader.Load(text);
}
