namespace CnnVulkan.Models.Onnx;

/// <summary>
/// Where in a model's file its large weights lie. They are left out of what the parser sees, which would copy each into a message, and are
/// read straight into tensors: of ResNet-50's 102 MB that saved two copies of three.
/// </summary>
/// <param name="Path">The file.</param>
/// <param name="Ranges">Of each initialiser, in the file's order, the bytes left out; of length 0 where none are.</param>
internal sealed record OnnxRawData(string Path, IReadOnlyList<(long Offset, int Length)> Ranges)
{
    /// <summary>Smaller ones are no trouble to the parser.</summary>
    private const int LeastBytes = 4096;

    private const int GraphField = 7, InitializerField = 5, RawDataField = 9;

    /// <summary>
    /// Walks a file. Null where it has no large weights, or where anything is wrong with it: who reads all of it can say what.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="rest">The file's message without the weights; what nested messages hold is not checked yet.</param>
    public static OnnxRawData? Find(string path, out byte[] rest)
    {
        rest = [];
        try
        {
            // Asked before it is opened: opening a pipe waits for a writer, and a pipe's length is 0.
            if (new FileInfo(path) is not { Exists: true, Length: > LeastBytes and <= int.MaxValue })
                return null;
            using FileStream stream = File.OpenRead(path);
            var ranges = new List<(long, int)>();
            var reader = new WireReader(stream);
            if (!Model(reader, stream.Length, ranges, out rest) || ranges.All(r => r.Item2 == 0))
                return null;
            return new OnnxRawData(path, ranges);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return null;
        }
    }

    private static bool Model(WireReader reader, long end, List<(long, int)> ranges, out byte[] rest)
    {
        using var kept = new MemoryStream();
        while (reader.Next(end))
        {
            if (reader is not { Field: GraphField, IsDelimited: true })
            {
                if (!reader.TryCopyTo(kept))
                    break;
            }
            else if (Graph(reader, reader.End, ranges, out byte[] graph))
            {
                WireReader.Write(kept, GraphField, graph);
            }
            else
            {
                break;
            }
        }
        rest = kept.ToArray();
        return reader.Position == end;
    }

    private static bool Graph(WireReader reader, long end, List<(long, int)> ranges, out byte[] rest)
    {
        using var kept = new MemoryStream();
        while (reader.Next(end))
        {
            if (reader is not { Field: InitializerField, IsDelimited: true })
            {
                if (!reader.TryCopyTo(kept))
                    break;
            }
            else if (Tensor(reader, reader.End, out (long, int) range, out byte[] tensor))
            {
                WireReader.Write(kept, InitializerField, tensor);
                ranges.Add(range);
            }
            else
            {
                break;
            }
        }
        rest = kept.ToArray();
        return reader.Position == end;
    }

    private static bool Tensor(WireReader reader, long end, out (long, int) range, out byte[] rest)
    {
        using var kept = new MemoryStream();
        range = default;
        while (reader.Next(end))
        {
            bool raw = reader is { Field: RawDataField, IsDelimited: true };
            // Of a field that stands twice the last counts.
            if (raw)
                range = default;
            if (raw && reader.ContentLength >= LeastBytes)
            {
                range = (reader.ContentOffset, reader.ContentLength);
                reader.Skip();
            }
            else if (!reader.TryCopyTo(kept))
            {
                break;
            }
        }
        rest = kept.ToArray();
        return reader.Position == end;
    }
}
