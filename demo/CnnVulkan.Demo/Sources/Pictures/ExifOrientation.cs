using System.Buffers.Binary;

namespace CnnVulkan.Demo.Sources.Pictures;

/// <summary>Finds in a JPEG file how the camera was held (Exif 2.32, 4.5.4 and 4.6.4).</summary>
internal static class ExifOrientation
{
    private const ushort OrientationTag = 0x0112;

    private static ReadOnlySpan<byte> ExifMark => "Exif\0\0"u8;

    /// <summary>The orientation; upright for files that say nothing or cannot be understood.</summary>
    public static Orientation Read(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]))
            return Orientation.Upright;
        int at = 2;
        // Segments of marker and length; the picture's data begin with the marker DA.
        while (at + 4 <= file.Length && file[at] == 0xFF && file[at + 1] != 0xDA)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (length < 2 || at + 2 + length > file.Length)
                break;
            ReadOnlySpan<byte> content = file.Slice(at + 4, length - 2);
            if (file[at + 1] == 0xE1 && content.StartsWith(ExifMark))
                return FromTiff(content[ExifMark.Length..]);
            at += 2 + length;
        }
        return Orientation.Upright;
    }

    // A TIFF header: byte order, 42, where the first directory is; there, entries of 12 bytes: tag, type, count, value.
    private static Orientation FromTiff(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8)
            return Orientation.Upright;
        bool isLittle = tiff[0] == (byte)'I';
        uint directory = Int32(tiff[4..], isLittle);
        if (directory > tiff.Length - 2)
            return Orientation.Upright;
        int count = Int16(tiff[(int)directory..], isLittle);
        for (int i = 0; i < count; i++)
        {
            long entry = directory + 2 + (12L * i);
            if (entry + 12 > tiff.Length)
                break;
            if (Int16(tiff[(int)entry..], isLittle) == OrientationTag)
                return Int16(tiff[(int)(entry + 8)..], isLittle) is var value and >= 1 and <= 8 ? (Orientation)value : Orientation.Upright;
        }
        return Orientation.Upright;
    }

    private static ushort Int16(ReadOnlySpan<byte> bytes, bool isLittle)
        => isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint Int32(ReadOnlySpan<byte> bytes, bool isLittle)
        => isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
