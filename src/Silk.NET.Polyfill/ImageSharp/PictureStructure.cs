using System;
using System.Buffers.Binary;

namespace Silk.NET.Polyfill;

/// <summary>Which format a file has, and whether it goes on to the end that its format prescribes.</summary>
internal static class PictureStructure
{
    private static ReadOnlySpan<byte> Png => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private static ReadOnlySpan<byte> Jpeg => [0xFF, 0xD8, 0xFF];

    private static ReadOnlySpan<byte> Bmp => [0x42, 0x4D];

    public static bool IsKnown(ReadOnlySpan<byte> file) =>
        file.StartsWith(Png) || file.StartsWith(Jpeg) || file.StartsWith(Bmp);

    public static bool IsComplete(ReadOnlySpan<byte> file) =>
        file.StartsWith(Png) ? PngHasEnd(file)
        : file.StartsWith(Jpeg) ? JpegHasEnd(file)
        : BmpHasAllRows(file);

    // PNG specification (ISO/IEC 15948), 5.3: length, type, data, checksum; the last chunk is IEND.
    private static bool PngHasEnd(ReadOnlySpan<byte> file)
    {
        long at = Png.Length;
        while (at + 12 <= file.Length)
        {
            ReadOnlySpan<byte> chunk = file[(int)at..];
            at += 12L + BinaryPrimitives.ReadUInt32BigEndian(chunk);
            if (chunk.Slice(4, 4).SequenceEqual("IEND"u8))
            {
                return at <= file.Length;
            }
        }

        return false;
    }

    // ITU-T T.81, B.1: segments with a length, and after a scan header (DA) entropy-coded data, in which FF is followed by
    // 00 or a restart marker (D0 to D7). The last marker is D9.
    private static bool JpegHasEnd(ReadOnlySpan<byte> file)
    {
        int at = 2;
        while (at + 1 < file.Length)
        {
            if (file[at] != 0xFF || file[at + 1] is 0x00 or 0xFF or 0x01 or (>= 0xD0 and <= 0xD7))
            {
                at++;
            }
            else if (file[at + 1] == 0xD9)
            {
                return true;
            }
            else if (at + 3 < file.Length)
            {
                at += 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            }
            else
            {
                return false;
            }
        }

        return false;
    }

    // The rows of an uncompressed bitmap fill up to a multiple of four bytes. A compressed one stb refuses by itself.
    private static bool BmpHasAllRows(ReadOnlySpan<byte> file)
    {
        if (file.Length < 26)
        {
            return false;
        }

        uint data = BinaryPrimitives.ReadUInt32LittleEndian(file[10..]);
        bool isOs2 = BinaryPrimitives.ReadUInt32LittleEndian(file[14..]) == 12;
        if (!isOs2 && file.Length < 30)
        {
            return false;
        }

        long width = isOs2 ? BinaryPrimitives.ReadUInt16LittleEndian(file[18..]) : BinaryPrimitives.ReadInt32LittleEndian(file[18..]);
        long height = isOs2 ? BinaryPrimitives.ReadUInt16LittleEndian(file[20..]) : BinaryPrimitives.ReadInt32LittleEndian(file[22..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(file[(isOs2 ? 24 : 28)..]);
        return data + (((width * bits) + 31) / 32 * 4 * Math.Abs(height)) <= file.Length;
    }
}
