using System.Buffers.Binary;
using System.IO.Compression;

namespace CnnVulkan.Training;

/// <summary>
/// One file of the format that MNIST came in (idx, yann.lecun.com/exdb/mnist): two zero bytes, the type of the elements, the number of
/// axes, their extents as big-endian integers, the elements. Compressed with gzip or not.
/// </summary>
internal static class IdxFile
{
    private const byte UnsignedByte = 0x08;
    private const int MostAxes = 4;

    /// <summary>MNIST has 47 MB, the largest of its kin (EMNIST by class) 547 MB.</summary>
    private const long MostBytes = 1 << 30;

    /// <summary>Reads bytes of a given number of axes.</summary>
    /// <exception cref="TrainingDataException">The file is missing, damaged, or of another kind.</exception>
    public static (int[] Extents, byte[] Data) Read(string path, int leastAxes, int mostAxes, string content)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            bool compressed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
            file.Position = 0;
            using Stream stream = compressed ? new GZipStream(file, CompressionMode.Decompress) : new BufferedStream(file, 1 << 16);
            return Read(path, stream, leastAxes, mostAxes, content);
        }
        catch (InvalidDataException error)
        {
            throw new TrainingDataException($"{path}: the compressed file is damaged: {error.Message}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new TrainingDataException($"{path}: the file cannot be read: {error.Message}", error);
        }
    }

    private static (int[] Extents, byte[] Data) Read(string path, Stream stream, int leastAxes, int mostAxes, string content)
    {
        byte[] head = new byte[4 + 4 * MostAxes];
        Fill(path, stream, head.AsSpan(0, 4), "its first four bytes");
        int axes = head[3];
        if (head[0] != 0 || head[1] != 0 || head[2] != UnsignedByte || axes < leastAxes || axes > mostAxes)
        {
            string wanted = leastAxes == mostAxes ? $"{leastAxes}" : $"{leastAxes} or {mostAxes}";
            throw new TrainingDataException(
                $"{path}: this is no idx file of {content}: it begins with {head[0]:X2} {head[1]:X2} {head[2]:X2} {axes:X2}, but 00 00 08 and {wanted} (bytes, so many axes) were expected.");
        }
        Fill(path, stream, head.AsSpan(4, 4 * axes), "its extents");
        int[] extents = new int[axes];
        long size = 1;
        for (int i = 0; i < axes; i++)
        {
            uint extent = BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(4 + 4 * i));
            if (extent == 0)
                throw new TrainingDataException($"{path}: the file holds nothing: extent {i + 1} of {axes} is 0.");
            // Checked after each factor, so that no product passes 64 bits.
            size *= extent;
            if (size > MostBytes)
                throw new TrainingDataException($"{path}: the file says that it holds {size:N0} bytes or more; at most {MostBytes:N0} can be read.");
            extents[i] = (int)extent;
        }
        return (extents, ReadAll(path, stream, size));
    }

    /// <summary>In pieces: the extents of a damaged file must not decide how much memory is asked for.</summary>
    private static byte[] ReadAll(string path, Stream stream, long size)
    {
        const int Piece = 16 << 20;
        byte[] data = new byte[Math.Min(size, Piece)];
        int read = 0;
        while (read < size)
        {
            if (read == data.Length)
                Array.Resize(ref data, (int)Math.Min(size, 2L * data.Length));
            int count = stream.Read(data, read, data.Length - read);
            if (count == 0)
                throw new TrainingDataException($"{path}: the file ends after {read:N0} of {size:N0} bytes of data; it is cut short or damaged.");
            read += count;
        }
        if (stream.ReadByte() >= 0)
            throw new TrainingDataException($"{path}: the file goes on after the {size:N0} bytes that its extents say; it is damaged.");
        return data;
    }

    private static void Fill(string path, Stream stream, Span<byte> bytes, string what)
    {
        while (bytes.Length > 0)
        {
            int count = stream.Read(bytes);
            if (count == 0)
                throw new TrainingDataException($"{path}: the file ends before {what}; it is cut short or damaged.");
            bytes = bytes[count..];
        }
    }
}
