using System.Runtime.InteropServices;
using CnnVulkan.Demo.Sources;
using CnnVulkan.Demo.Sources.Pictures;
using CnnVulkan.Tests;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace CnnVulkan.DemoTests.Sources;

public sealed class PictureDecoderTests
{
    // Stored rows "abc" and "def", laid as EXIF 2.32 (4.6.4, tag 274) says where row 0 and column 0 are.
    [Theory]
    [InlineData(1, "abc|def")]
    [InlineData(2, "cba|fed")]
    [InlineData(3, "fed|cba")]
    [InlineData(4, "def|abc")]
    [InlineData(5, "ad|be|cf")]
    [InlineData(6, "da|eb|fc")]
    [InlineData(7, "fc|eb|da")]
    [InlineData(8, "cf|be|ad")]
    public void Stored_rows_are_laid_upright(int orientation, string upright)
    {
        Rgba32[] stored = [.. "abcdef".Select(c => new Rgba32((byte)c, 1, 2, 128))];
        PixelFrame frame = PictureDecoder.Lay(stored, 3, 2, (Orientation)orientation);
        string[] rows = [.. Pixels(frame).Chunk(frame.Width).Select(row => string.Concat(row.Select(p => (char)p.R)))];
        Assert.Equal(upright, string.Join('|', rows));
        Assert.All(Pixels(frame), p => Assert.Equal(255, p.A));
    }

    [Fact]
    public void Pictures_too_large_are_averaged_down()
    {
        const int Width = (2 * PictureDecoder.MaxExtent) + 600, Height = 9;
        var stored = new Rgba32[Width * Height];
        for (int i = 0; i < stored.Length; i++)
            stored[i] = new Rgba32((byte)(i % Width % 3 == 0 ? 90 : 0), 255, 7);
        PixelFrame frame = PictureDecoder.Lay(stored, Width, Height, Orientation.Upright);
        Assert.Equal((Width / 3, 3), (frame.Width, frame.Height));
        Assert.All(Pixels(frame), p => Assert.Equal(new Rgba32(30, 255, 7), p));
    }

    [Theory]
    [InlineData("a.png", 0)]
    [InlineData("a.bmp", 0)]
    [InlineData("a.jpg", 3)]
    public void Files_of_each_format_are_read(string name, int error)
    {
        using var folder = new TemporaryFolder();
        PixelFrame frame = PictureDecoder.Load(PictureFiles.Write(folder[name], 33, 17, new Rgba32(200, 100, 50)));
        Assert.Equal((33, 17), (frame.Width, frame.Height));
        Assert.All(Pixels(frame), p => Assert.InRange(Math.Abs(p.R - 200) + Math.Abs(p.G - 100) + Math.Abs(p.B - 50), 0, error));
    }

    [Fact]
    public void A_photo_taken_upright_stands_upright()
    {
        using var folder = new TemporaryFolder();
        byte[] jpeg = File.ReadAllBytes(PictureFiles.Write(folder["a.jpg"], 40, 16, new Rgba32(9, 9, 9)));
        folder.Write("turned.jpg", [.. jpeg[..2], .. ExifOrientationTests.Segments(isLittle: false, 6), .. jpeg[2..]]);
        PixelFrame frame = PictureDecoder.Load(folder["turned.jpg"]);
        Assert.Equal((16, 40), (frame.Width, frame.Height));
    }

    [Fact]
    public void What_cannot_be_shown_is_told_by_name()
    {
        using var folder = new TemporaryFolder();
        Assert.StartsWith("bad.png cannot be shown: ", Message(folder.Write("bad.png", "no picture")), StringComparison.Ordinal);
        byte[] png = File.ReadAllBytes(PictureFiles.Write(folder["a.png"], 64, 64, new Rgba32(1, 2, 3)));
        Assert.StartsWith("cut.png cannot be shown: ", Message(folder.Write("cut.png", png[..(png.Length / 2)])), StringComparison.Ordinal);
        Assert.Equal("gone.png is not there any more.", Message(folder["gone.png"]));
        Assert.Equal("gone.png is not there any more.", Message(folder["folder/gone.png"]));
    }

    private static string Message(string path) => Assert.Throws<SourceException>(() => PictureDecoder.Load(path)).Message;

    private static Rgba32[] Pixels(PixelFrame frame) => MemoryMarshal.Cast<byte, Rgba32>(frame.Pixels).ToArray();
}
