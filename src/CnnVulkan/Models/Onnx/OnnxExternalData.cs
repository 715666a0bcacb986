using System.Globalization;
using CnnVulkan.Files;

namespace CnnVulkan.Models.Onnx;

/// <summary>
/// Tensors in files beside the model. Only plain files in the model's own folder or below it are opened: a model out of the internet
/// must not read the rest of the disk.
/// </summary>
internal sealed class OnnxExternalData(ModelSource source)
{
    private readonly Dictionary<(string Path, long Offset, RawType Type, int Count), Tensor> _read = [];
    private readonly Dictionary<string, long> _bytesRead = [];

    /// <exception cref="ModelFormatException">The location leaves the folder, or the file is missing or shorter than the tensor.</exception>
    public Tensor Read(IReadOnlyList<StringStringEntryProto> entries, RawType type, TensorShape shape, Func<string, ModelFormatException> error)
    {
        string location = entries.LastOrDefault(e => e.Key == "location")?.Value ?? "";
        string path = Resolve(location, error);
        long offset = Number(entries, "offset", 0, error);
        long bytes = (long)shape.Count * RawElements.SizeOf(type);
        long length = Number(entries, "length", bytes, error);
        if (length != bytes)
            throw error($"takes {bytes:N0} bytes, but its external data has a length of {length:N0}");

        var key = (path, offset, type, shape.Count);
        if (_read.TryGetValue(key, out Tensor? shared))
            return shared.Reshape(shape);
        try
        {
            return _read[key] = Open(path, location, offset, bytes, type, shape, error);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw source.Error($"the external data file {ModelSource.Quote(location)} cannot be read: {failure.Message}", failure);
        }
    }

    private Tensor Open(string path, string location, long offset, long bytes, RawType type, TensorShape shape, Func<string, ModelFormatException> error)
    {
        // Asked before it is opened: opening a pipe waits for a writer, and a pipe's length is 0.
        var info = new FileInfo(path);
        if (!info.Exists)
            throw error($"lies in the external data file {ModelSource.Quote(location)}, which is missing. It belongs beside the model");
        if (offset > info.Length || bytes > info.Length - offset)
            throw error($"lies at bytes {offset:N0} to {(decimal)offset + bytes:N0} of {ModelSource.Quote(location)}, but that file has only {info.Length:N0}");
        // Writers give each tensor its own range. Many tensors over one range would ask for any amount of memory with a small file.
        long total = _bytesRead.GetValueOrDefault(path) + bytes;
        if (total > info.Length)
            throw error($"overlaps other tensors in the external data file {ModelSource.Quote(location)}");
        _bytesRead[path] = total;
        if (bytes == 0)
            return RawElements.Read(type, shape, _ => { }, bigEndian: false, error);

        using FileStream stream = File.OpenRead(path);
        stream.Position = offset;
        return RawElements.Read(type, shape, destination => Fill(stream, destination), bigEndian: false, error);
    }

    private static void Fill(FileStream stream, Span<byte> destination)
    {
        while (destination.Length > 0)
        {
            int read = stream.Read(destination);
            if (read == 0)
                throw new EndOfStreamException("it ended early; it is being written by someone else.");
            destination = destination[read..];
        }
    }

    private string Resolve(string location, Func<string, ModelFormatException> error)
    {
        if (source.Folder is null)
            throw error("lies in an external data file, but the model was not loaded from a file");
        // Checked as both Windows and Unix read it: a model is written on one and loaded on the other.
        string[] parts = location.Split('/', '\\');
        if (location.Length == 0 || parts.Any(p => p is "" or "..") || location.Any(c => c == ':' || char.IsControl(c)))
            throw error($"lies in the external data file {ModelSource.Quote(location)}; only relative paths that stay in the model's folder are read");
        string path = source.Folder;
        foreach (string part in parts)
        {
            path = Path.Combine(path, part);
            var entry = new FileInfo(path);
            // Exists is false for folders, and Attributes is -1 for what is missing.
            if ((int)entry.Attributes != -1 && entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
                throw error($"lies in the external data file {ModelSource.Quote(location)}, which is a symbolic link. Put the file itself beside the model");
        }
        return path;
    }

    private static long Number(IReadOnlyList<StringStringEntryProto> entries, string key, long @default, Func<string, ModelFormatException> error)
    {
        string? text = entries.LastOrDefault(e => e.Key == key)?.Value;
        if (text is null)
            return @default;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw error($"has external data whose {key} is {ModelSource.Quote(text)}, not a number from 0 to {long.MaxValue}");
    }
}
