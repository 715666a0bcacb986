using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using CnnVulkan.Files;

namespace CnnVulkan.Training;

/// <summary>
/// A training that can be gone on with, as a file: in the safetensors format (a header of JSON, then the numbers), which other tools read too.
/// </summary>
public static class Checkpoint
{
    /// <summary>A header names tensors; one this long names something else.</summary>
    private const long MostHeaderBytes = 64L << 20;

    private const string Metadata = "__metadata__", StepKey = "step";

    /// <summary>Writes a training's state: whole, or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="state">The state.</param>
    /// <param name="notes">What else must be known to go on, by name.</param>
    /// <exception cref="IOException">It cannot be written; an older one of its name stays as it was.</exception>
    public static void Write(string path, TrainingState state, IReadOnlyDictionary<string, string> notes)
    {
        KeyValuePair<string, float[]>[] parts = [.. state.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal)];
        byte[] header = Header(parts, notes, state.Step);
        AtomicFile.Write(path, stream =>
        {
            var length = new byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            stream.Write(length, 0, length.Length);
            stream.Write(header, 0, header.Length);
            foreach ((_, float[] elements) in parts)
                WriteElements(stream, elements);
        });
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="ModelFormatException">The file is no checkpoint, or cut off.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static (TrainingState State, IReadOnlyDictionary<string, string> Notes) Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        var length = new byte[8];
        if (!Fill(stream, length))
            throw Bad(path, "it is too short");
        long headerBytes = BinaryPrimitives.ReadInt64LittleEndian(length);
        if (headerBytes < 2 || headerBytes > Math.Min(MostHeaderBytes, stream.Length - 8))
            throw Bad(path, "it does not begin as one");
        var header = new byte[headerBytes];
        if (!Fill(stream, header))
            throw Bad(path, "it is cut off");
        try
        {
            using JsonDocument json = JsonDocument.Parse(header);
            return ReadParts(path, stream, json.RootElement, 8 + headerBytes);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw Bad(path, error.Message);
        }
    }

    private static (TrainingState, IReadOnlyDictionary<string, string>) ReadParts(string path, FileStream stream, JsonElement header, long start)
    {
        var parameters = new Dictionary<string, float[]>();
        Dictionary<string, string> notes = header.GetProperty(Metadata).EnumerateObject().ToDictionary(n => n.Name, n => n.Value.GetString() ?? "");
        foreach (JsonProperty part in header.EnumerateObject().Where(p => p.Name != Metadata))
        {
            JsonElement offsets = part.Value.GetProperty("data_offsets");
            (long from, long to) = (offsets[0].GetInt64(), offsets[1].GetInt64());
            if (part.Value.GetProperty("dtype").GetString() != "F32" || from < 0 || to < from || (to - from) % 4 != 0)
                throw Bad(path, $"'{part.Name}' is not a list of 32-bit floats");
            if (start + to > stream.Length)
                throw Bad(path, $"'{part.Name}' is cut off");
            var bytes = new byte[to - from];
            stream.Position = start + from;
            if (!Fill(stream, bytes))
                throw Bad(path, $"'{part.Name}' is cut off");
            parameters[part.Name] = MemoryMarshal.Cast<byte, float>(bytes).ToArray();
        }
        if (!notes.TryGetValue(StepKey, out string? step))
            throw Bad(path, "it does not say how many steps were done");
        return (new TrainingState(long.Parse(step, System.Globalization.CultureInfo.InvariantCulture), parameters), notes);
    }

    private static byte[] Header(KeyValuePair<string, float[]>[] parts, IReadOnlyDictionary<string, string> notes, long step)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteStartObject(Metadata);
            json.WriteString(StepKey, step.ToString(System.Globalization.CultureInfo.InvariantCulture));
            foreach ((string name, string note) in notes.Where(n => n.Key != StepKey))
                json.WriteString(name, note);
            json.WriteEndObject();
            long at = 0;
            foreach ((string name, float[] elements) in parts)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", "F32");
                json.WriteStartArray("shape");
                json.WriteNumberValue(elements.Length);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(at);
                json.WriteNumberValue(at += elements.Length * 4L);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }

    private static void WriteElements(Stream stream, float[] elements)
    {
        // In pieces: a span of bytes holds less than 2 GiB.
        const int Piece = 1 << 20;
        for (int i = 0; i < elements.Length; i += Piece)
            stream.Write(MemoryMarshal.AsBytes(elements.AsSpan(i, Math.Min(Piece, elements.Length - i))));
    }

    private static bool Fill(Stream stream, byte[] bytes)
    {
        for (int at = 0; at < bytes.Length;)
        {
            int read = stream.Read(bytes, at, bytes.Length - at);
            if (read == 0)
                return false;
            at += read;
        }
        return true;
    }

    private static ModelFormatException Bad(string path, string why) => new($"{path} is no checkpoint of a training: {why}.");
}
