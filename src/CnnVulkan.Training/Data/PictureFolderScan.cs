namespace CnnVulkan.Training;

/// <summary>The files of a folder of pictures by class: a folder per class, its name the class's.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Classes">The classes in the order of their numbers.</param>
/// <param name="Files">All pictures, class by class, in the order of their paths.</param>
internal sealed record PictureFolderScan(string Folder, IReadOnlyList<string> Classes, IReadOnlyList<PictureFolderScan.Entry> Files)
{
    /// <summary>The names of the classes, in order; the command that draws pictures writes it.</summary>
    private const string LabelsFile = "labels.json";

    private static readonly string[] Endings = [".jpg", ".jpeg", ".png", ".bmp"];

    /// <summary>Finds the pictures.</summary>
    /// <param name="folder">The folder of the classes' folders.</param>
    /// <param name="known">The classes of the set to train with; null where this is that set.</param>
    /// <exception cref="TrainingDataException">There is no folder, no class, a class without pictures, or one that the training does not know.</exception>
    public static PictureFolderScan Of(string folder, IReadOnlyList<string>? known)
    {
        try
        {
            if (!Directory.Exists(folder))
                throw new TrainingDataException($"{folder}: there is no such folder.");
            string[] names = [.. Subfolders(folder)];
            IReadOnlyList<string> classes = known ?? Order(folder, names);
            if (classes.Count < 2)
            {
                string found = classes.Count == 0 ? "no folder" : $"one folder ('{classes[0]}')";
                throw new TrainingDataException($"{folder}: pictures of two classes at least are needed, each class in a folder of its own; there is {found}.");
            }
            string[] strange = [.. names.Where(n => !classes.Contains(n))];
            if (strange.Length > 0)
                throw new TrainingDataException($"{Path.Combine(folder, strange[0])}: '{strange[0]}' is none of the {classes.Count} classes {Listed(classes)}.");
            var files = new List<Entry>();
            for (int i = 0; i < classes.Count; i++)
            {
                Entry[] pictures = [.. Pictures(folder, classes[i], i)];
                if (pictures.Length == 0 && (known is null || names.Contains(classes[i])))
                    throw new TrainingDataException($"{Path.Combine(folder, classes[i])}: the class '{classes[i]}' has no pictures ({string.Join(", ", Endings)}). Add some, or remove the class.");
                files.AddRange(pictures);
            }
            if (files.Count == 0)
                throw new TrainingDataException($"{folder}: there are no pictures ({string.Join(", ", Endings)}) in folders of the classes {Listed(classes)}.");
            return new PictureFolderScan(folder, classes, files);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new TrainingDataException($"{folder}: the folder cannot be read: {error.Message}", error);
        }
    }

    /// <summary>The folders in a folder by name; hidden ones are none.</summary>
    public static IEnumerable<string> Subfolders(string folder)
        => Directory.GetDirectories(folder).Select(d => Path.GetFileName(d)!).Where(n => n[0] != '.').OrderBy(n => n, StringComparer.Ordinal);

    private static string[] Order(string folder, string[] names)
    {
        string file = Path.Combine(folder, LabelsFile);
        if (!File.Exists(file))
            return names;
        string[] labels = [.. LabelFile.Read(file)];
        return labels.Distinct().Count() == labels.Length ? labels : throw new TrainingDataException($"{file}: a class is named twice.");
    }

    private static IEnumerable<Entry> Pictures(string folder, string name, int label)
    {
        var inside = new DirectoryInfo(Path.Combine(folder, name));
        if (!inside.Exists)
            return [];
        return inside.EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(f => Endings.Contains(f.Extension, StringComparer.OrdinalIgnoreCase))
            .OrderBy(f => f.FullName, StringComparer.Ordinal)
            .Select(f => new Entry(f.FullName, $"{name}/{f.FullName[(inside.FullName.Length + 1)..].Replace('\\', '/')}", label, f.Length));
    }

    private static string Listed(IReadOnlyList<string> classes) => string.Join(", ", classes.Take(10)) + (classes.Count > 10 ? ", …" : "");

    /// <summary>One picture.</summary>
    /// <param name="Path">Its file.</param>
    /// <param name="Name">The file from the folder on.</param>
    /// <param name="Label">The number of its class.</param>
    /// <param name="Length">The file's bytes.</param>
    internal readonly record struct Entry(string Path, string Name, int Label, long Length);
}
