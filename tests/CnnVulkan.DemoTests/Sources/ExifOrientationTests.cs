using System.Buffers.Binary;
using CnnVulkan.Demo.Sources.Pictures;

namespace CnnVulkan.DemoTests.Sources;

public sealed class ExifOrientationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void All_eight_are_read_in_both_byte_orders(bool isLittle)
    {
        for (ushort value = 1; value <= 8; value++)
            Assert.Equal((Orientation)value, ExifOrientation.Read(Jpeg(isLittle, value)));
    }

    [Fact]
    public void What_is_damaged_or_says_nothing_is_upright()
    {
        byte[] whole = Jpeg(isLittle: true, 6);
        for (int length = 0; length < whole.Length; length++)
            Assert.True(ExifOrientation.Read(whole.AsSpan(0, length)) is Orientation.Upright or Orientation.Right);
        Assert.Equal(Orientation.Upright, ExifOrientation.Read(Jpeg(isLittle: true, 9)));
        Assert.Equal(Orientation.Upright, ExifOrientation.Read([0x89, 0x50, 0x4E, 0x47]));
        // Any byte of it may be anything: no error may come of it.
        var random = new Random(1);
        for (int i = 0; i < 2000; i++)
        {
            byte[] spoiled = [.. whole];
            spoiled[random.Next(whole.Length)] = (byte)random.Next(256);
            spoiled[random.Next(whole.Length)] = (byte)random.Next(256);
            Assert.InRange((int)ExifOrientation.Read(spoiled), 1, 8);
        }
    }

    /// <summary>The segments of a JPEG file up to its picture: JFIF, then EXIF with two entries.</summary>
    internal static byte[] Segments(bool isLittle, ushort orientation)
    {
        byte[] tiff = new byte[8 + 2 + 24 + 4];
        (isLittle ? "II"u8 : "MM"u8).CopyTo(tiff);
        Write16(2, 42);
        Write32(4, 8);
        Write16(8, 2);
        Entry(10, 0x010F, 2, 4, 0);
        Entry(22, 0x0112, 3, 1, orientation);
        byte[] exif = [.. "Exif\0\0"u8, .. tiff];
        return [0xFF, 0xE0, 0, 4, 1, 1, 0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif];

        void Entry(int at, ushort tag, ushort type, uint count, ushort value)
        {
            Write16(at, tag);
            Write16(at + 2, type);
            Write32(at + 4, count);
            Write16(at + 8, value);
        }

        void Write16(int at, ushort value)
        {
            if (isLittle)
                BinaryPrimitives.WriteUInt16LittleEndian(tiff.AsSpan(at), value);
            else
                BinaryPrimitives.WriteUInt16BigEndian(tiff.AsSpan(at), value);
        }

        void Write32(int at, uint value)
        {
            if (isLittle)
                BinaryPrimitives.WriteUInt32LittleEndian(tiff.AsSpan(at), value);
            else
                BinaryPrimitives.WriteUInt32BigEndian(tiff.AsSpan(at), value);
        }
    }

    private static byte[] Jpeg(bool isLittle, ushort orientation) => [0xFF, 0xD8, .. Segments(isLittle, orientation), 0xFF, 0xDA, 0, 2];
}
