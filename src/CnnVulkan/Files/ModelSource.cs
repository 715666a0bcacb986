namespace CnnVulkan.Files;

/// <summary>Where a file's bytes come from: named in every error, and the only folder that external data may lie in.</summary>
/// <param name="name">The file's path, or what a caller calls the bytes.</param>
/// <param name="folder">The folder that external data lies in; null where there is none.</param>
internal sealed class ModelSource(string name, string? folder)
{
    /// <summary>Names in files may be of any length; messages stay readable.</summary>
    private const int LongestQuote = 200;

    public string Name { get; } = name;

    public string? Folder { get; } = folder;

    /// <exception cref="ModelFormatException">The path is none.</exception>
    public static ModelSource OfFile(string path)
    {
        try
        {
            return new ModelSource(path, Path.GetDirectoryName(Path.GetFullPath(path)));
        }
        catch (Exception error) when (error is ArgumentException or IOException or NotSupportedException)
        {
            throw new ModelFormatException($"{Quote(path)} is not a path: {error.Message}", error);
        }
    }

    /// <summary>An error that names the file.</summary>
    public ModelFormatException Error(string message, Exception? inner = null) => new($"{Name}: {message}", inner);

    /// <summary>An error whose text lacks the full stop, about the file's one tensor.</summary>
    public ModelFormatException ErrorOf(string message) => Error($"the file {message}.");

    /// <summary>A name out of the file for a message: in quotes, control characters replaced, cut if long.</summary>
    public static string Quote(string text)
    {
        string shown = text.Length <= LongestQuote ? text : text[..LongestQuote] + "…";
        return "'" + string.Concat(shown.Select(c => char.IsControl(c) ? '?' : c)) + "'";
    }
}
