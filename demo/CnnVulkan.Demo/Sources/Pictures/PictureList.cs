namespace CnnVulkan.Demo.Sources.Pictures;

/// <summary>Finds picture files.</summary>
internal static class PictureList
{
    /// <summary>Somebody may drop their home folder. That many files are looked at in a tenth of a second.</summary>
    private const int MostFiles = 20_000;

    private static readonly string[] Known = [".jpg", ".jpeg", ".png", ".bmp"];

    /// <summary>The endings of picture files, for messages.</summary>
    public static string Endings => string.Join(", ", Known);

    /// <summary>Whether a file is a picture by its name.</summary>
    public static bool IsPicture(string path) => Known.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>The files as they are, and folders as the pictures in and below them, by name.</summary>
    /// <exception cref="SourceException">There is not one picture, or a folder cannot be read.</exception>
    public static IReadOnlyList<string> Find(IReadOnlyList<string> paths)
    {
        var found = new List<string>();
        foreach (string path in paths)
        {
            if (Directory.Exists(path))
                found.AddRange(Inside(path));
            else
                found.Add(path);
        }
        return found.Count > 0 ? found : throw new SourceException($"There are no pictures ({Endings}) in {string.Join(", ", paths)}.");
    }

    private static IEnumerable<string> Inside(string folder)
    {
        // A folder inside that may not be read is no reason to show nothing.
        var search = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, MaxRecursionDepth = 4 };
        try
        {
            return [.. Directory.EnumerateFiles(folder, "*", search).Take(MostFiles).Where(IsPicture).Order(StringComparer.Ordinal)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SourceException($"The folder '{folder}' cannot be read: {failure.Message}", failure);
        }
    }
}
