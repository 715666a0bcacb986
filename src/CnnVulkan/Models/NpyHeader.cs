using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using CnnVulkan.Files;

namespace CnnVulkan.Models;

/// <summary>
/// The head of a NumPy file: <see href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html"/>, versions 1 to 3.
/// </summary>
/// <param name="Type">How elements are stored.</param>
/// <param name="BigEndian">Whether the most significant byte comes first.</param>
/// <param name="FortranOrder">Whether the first axis changes fastest.</param>
/// <param name="Dimensions">The extents.</param>
internal sealed record NpyHeader(RawType Type, bool BigEndian, bool FortranOrder, long[] Dimensions)
{
    /// <summary>NumPy itself refuses headers above 10,000 bytes.</summary>
    private const int MostBytes = 1 << 16;

    private static readonly byte[] Magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads the header; the stream is then at the first element.</summary>
    public static NpyHeader Read(Stream stream, ModelSource source)
    {
        byte[] start = ReadBytes(stream, Magic.Length + 2, source);
        if (!start.AsSpan(0, Magic.Length).SequenceEqual(Magic))
            throw source.Error("the file is not a NumPy .npy file.");
        int major = start[Magic.Length];
        if (major is < 1 or > 3)
            throw source.Error($"the file is of .npy version {major}; versions 1 to 3 can be read.");
        uint length = major == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(ReadBytes(stream, 2, source))
            : BinaryPrimitives.ReadUInt32LittleEndian(ReadBytes(stream, 4, source));
        if (length > MostBytes)
            throw source.Error($"the header claims to be {length:N0} bytes long; at most {MostBytes:N0} are read.");
        // Field names beyond ASCII occur only in structured types, which are refused; ASCII is enough to say so.
        return new NpyHeaderParser(Encoding.ASCII.GetString(ReadBytes(stream, (int)length, source)), source).Parse();
    }

    /// <summary>The header of a tensor as version 1, padded so that the elements start at a multiple of 64.</summary>
    public static byte[] Write(Tensor tensor)
    {
        string type = (BitConverter.IsLittleEndian ? "<" : ">") + tensor.ElementType switch
        {
            ElementType.Float32 => "f4",
            ElementType.Int32 => "i4",
            ElementType.Int64 => "i8",
            _ => "b1",
        };
        if (tensor.ElementType == ElementType.Bool)
            type = "|b1";
        // A tuple of one has a comma behind it in Python.
        string shape = string.Concat(tensor.Shape.Dimensions.Select(d => d.ToString(CultureInfo.InvariantCulture) + ", ")).TrimEnd(' ');
        string text = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({(tensor.Shape.Rank > 1 ? shape.TrimEnd(',') : shape)}), }}";
        int head = Magic.Length + 4;
        text = text.PadRight((head + text.Length + 64) / 64 * 64 - head - 1) + "\n";
        byte[] length = [(byte)text.Length, (byte)(text.Length >> 8)];
        return [.. Magic, 1, 0, .. length, .. Encoding.ASCII.GetBytes(text)];
    }

    private static byte[] ReadBytes(Stream stream, int count, ModelSource source)
    {
        var bytes = new byte[count];
        for (int done = 0; done < count;)
        {
            int read = stream.Read(bytes, done, count - done);
            if (read == 0)
                throw source.Error("the file ends within its header.");
            done += read;
        }
        return bytes;
    }
}
