using System.Text.Json;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace CnnVulkan.Scenes.Pictures;

/// <summary>
/// A folder of labelled pictures that comes to be whole or not at all: made beside its place under a temporary name, renamed by
/// <see cref="Commit"/>. One folder per label, <c>labels.json</c>, and <c>annotations.jsonl</c> with a line per picture.
/// </summary>
internal sealed class PictureFolder : IDisposable
{
    private readonly string _path;
    private readonly string _temporary;
    private readonly IReadOnlyList<string> _labels;
    private readonly StreamWriter _annotations;

    /// <exception cref="IOException">The folder holds something already, or cannot be made.</exception>
    public PictureFolder(string path, IReadOnlyList<string> labels)
    {
        _path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        _labels = labels;
        if (File.Exists(_path))
            throw new IOException($"The output '{path}' is a file. Name a new folder.");
        if (Directory.Exists(_path) && Directory.EnumerateFileSystemEntries(_path).Any())
            throw new IOException($"The output folder '{path}' is not empty; pictures of two runs would mix. Name a new folder, or empty it.");
        string parent = Path.GetDirectoryName(_path) ?? throw new IOException($"The output '{path}' cannot be a root folder.");
        if (!Directory.Exists(parent))
            throw new IOException($"The output folder '{path}' cannot be made: the folder '{parent}' does not exist.");
        _temporary = Path.Combine(parent, $".{Path.GetFileName(_path)}.{Environment.ProcessId}.{Guid.NewGuid():N}");
        foreach (string label in labels)
            Directory.CreateDirectory(Path.Combine(_temporary, label));
        _annotations = new StreamWriter(Path.Combine(_temporary, "annotations.jsonl"));
    }

    public void Add(PictureAnnotation annotation, ReadOnlySpan<byte> pixels, int size)
    {
        using Image<Rgba32> image = Image.LoadPixelData<Rgba32>(pixels, size, size);
        image.SaveAsPng(Path.Combine(_temporary, annotation.File));
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
            annotation.Write(json);
        _annotations.WriteLine(System.Text.Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length));
    }

    /// <summary>Gives the folder its name.</summary>
    public void Commit()
    {
        _annotations.Dispose();
        using (FileStream file = File.Create(Path.Combine(_temporary, "labels.json")))
        using (var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartArray();
            foreach (string label in _labels)
                json.WriteStringValue(label);
            json.WriteEndArray();
        }
        if (Directory.Exists(_path))
            Directory.Delete(_path);
        Directory.Move(_temporary, _path);
    }

    public void Dispose()
    {
        _annotations.Dispose();
        if (Directory.Exists(_temporary))
            Directory.Delete(_temporary, recursive: true);
    }
}
