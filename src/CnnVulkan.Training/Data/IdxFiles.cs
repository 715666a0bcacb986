using System.Globalization;

namespace CnnVulkan.Training;

/// <summary>
/// A folder in the form of MNIST: pairs of idx files, <c>train-images-idx3-ubyte</c> and <c>train-labels-idx1-ubyte</c>, and with
/// <c>validation</c>, <c>t10k</c>, <c>test</c> or <c>val</c> instead of <c>train</c> those to judge by; with <c>.gz</c> or without.
/// </summary>
public static class IdxFiles
{
    private static readonly string[] ValidationNames = ["validation", "t10k", "test", "val"];

    /// <summary>Whether a folder holds files that are called like idx files.</summary>
    public static bool AreIn(string folder) => Directory.Exists(folder) && Found(folder).Length > 0;

    /// <summary>Reads a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="TrainingDataException">There is no pair to train with, or a file is damaged.</exception>
    public static DataSplit Read(string folder)
    {
        string[] files = Directory.Exists(folder) ? Found(folder) : throw new TrainingDataException($"{folder}: there is no such folder.");
        (string Images, string Labels)? training = Pair(folder, files, "train");
        (string Images, string Labels)? validation = ValidationNames.Select(n => Pair(folder, files, n)).FirstOrDefault(p => p is not null);
        // A set to judge by alone is data too.
        if ((training ?? validation) is not { } first)
            throw new TrainingDataException($"{folder}: there is no pair of idx files, such as train-images-idx3-ubyte(.gz) and train-labels-idx1-ubyte(.gz).");
        IdxData data = IdxData.Read(first.Images, first.Labels, null);
        if (data.Classes.Count < 2)
            throw new TrainingDataException($"{first.Labels}: all labels are 0; there is nothing to tell apart.");
        if (training is null)
            return new DataSplit(data, null);
        return new DataSplit(data, validation is { } second ? IdxData.Read(second.Images, second.Labels, data.Classes) : null);
    }

    private static string[] Found(string folder)
    {
        string[] files = [.. Directory.GetFiles(folder).Where(f => Path.GetFileName(f).IndexOf("-ubyte", StringComparison.OrdinalIgnoreCase) >= 0)];
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    /// <exception cref="TrainingDataException">Half of the pair is missing, or there are several.</exception>
    private static (string Images, string Labels)? Pair(string folder, string[] files, string set)
    {
        string? images = Single(folder, files, set, "images"), labels = Single(folder, files, set, "labels");
        if (images is null && labels is null)
            return null;
        if (images is null || labels is null)
            throw new TrainingDataException($"{images ?? labels}: the {(images is null ? "images" : "labels")} that belong to it are missing in {folder}.");
        return (images, labels);
    }

    private static string? Single(string folder, string[] files, string set, string content)
    {
        string[] named = [.. files.Where(f => IsNamed(Path.GetFileName(f), set, content))];
        return named.Length <= 1 ? named.FirstOrDefault()
            : throw new TrainingDataException($"{folder}: several files may be the {content} of '{set}': {string.Join(", ", named.Select(Path.GetFileName))}. Keep one.");
    }

    private static bool IsNamed(string file, string set, string content)
    {
        string[] words = file.ToLower(CultureInfo.InvariantCulture).Split('-', '.', '_');
        return words.Contains(set) && words.Contains(content);
    }
}
