namespace CnnVulkan;

/// <summary>The trained networks that lie beside the program: model folders, each a name that is accepted wherever a model is.</summary>
/// <param name="folder">Where their folders lie; it need not be there.</param>
internal sealed class BundledModels(string folder)
{
    /// <summary>The network of the scene's props, and the one of handwritten digits.</summary>
    public const string Props = "props", Digits = "digits";

    /// <summary>Those that were installed with the program.</summary>
    public static BundledModels Installed { get; } = new(Path.Combine(AppContext.BaseDirectory, "models"));

    /// <summary>Their names, in alphabetical order.</summary>
    public IReadOnlyList<string> Names { get; } = Find(folder);

    /// <summary>The folder of a network; null where it is not there.</summary>
    public string? FolderOf(string name)
        => Names.FirstOrDefault(n => n.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found ? Path.Combine(folder, found) : null;

    /// <summary>Whether a network of that name is there.</summary>
    public bool Has(string name) => FolderOf(name) is not null;

    /// <summary>What is missing, where a name is one of those that programs are delivered with, but not this one; else null.</summary>
    public string? WhyMissing(string name) => !Has(name) && (name is Props or Digits)
        ? $"The trained network '{name}' is not here: there is no {Path.Combine(folder, name, "model.onnx")}. Copy the repository's models/{name} there, or build the program anew."
        : null;

    private static string[] Find(string folder) => Directory.Exists(folder)
        ? [.. Directory.GetDirectories(folder).Where(d => File.Exists(Path.Combine(d, "model.onnx"))).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal)]
        : [];
}
