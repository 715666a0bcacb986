using System.Text;
using CnnVulkan.Demo.Sources;
using CnnVulkan.Demo.Sources.Video;

namespace CnnVulkan.DemoTests.Sources;

public sealed class PamReaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100000)]
    public void Pictures_of_any_sizes_come_whole_however_the_bytes_arrive(int piece)
    {
        (int Width, int Height)[] sizes = [(1, 1), (3, 2), (64, 48), (2, 1), (1, 1)];
        byte[] bytes = [.. sizes.SelectMany((s, i) => Picture(s.Width, s.Height, (byte)i))];
        var reader = new PamReader(new SlowStream(bytes, piece));
        var frame = new PixelFrame();
        foreach (((int width, int height), int i) in sizes.Select((s, i) => (s, i)))
        {
            Assert.True(reader.Read(frame));
            Assert.Equal((width, height), (frame.Width, frame.Height));
            Assert.Equal(Pixels(width, height, (byte)i), frame.Pixels.ToArray());
        }
        Assert.False(reader.Read(frame));
    }

    [Fact]
    public void A_picture_cut_short_is_not_given()
    {
        byte[] whole = Picture(8, 8, 1);
        var frame = new PixelFrame();
        for (int length = 0; length < whole.Length; length += 13)
            Assert.False(new PamReader(new MemoryStream(whole, 0, length)).Read(frame));
        Assert.True(new PamReader(new MemoryStream(whole)).Read(frame));
    }

    [Theory]
    [InlineData("P6\nWIDTH 2\nHEIGHT 2\nDEPTH 4\nMAXVAL 255\nENDHDR\n")]
    [InlineData("P7\nWIDTH 2\nHEIGHT 2\nDEPTH 3\nMAXVAL 255\nENDHDR\n")]
    [InlineData("P7\nWIDTH 0\nHEIGHT 2\nDEPTH 4\nMAXVAL 255\nENDHDR\n")]
    [InlineData("P7\nWIDTH 99999999\nHEIGHT 2\nDEPTH 4\nMAXVAL 255\nENDHDR\n")]
    [InlineData("P7\nHEIGHT 2\nDEPTH 4\nMAXVAL 255\nENDHDR\n")]
    public void Other_things_are_refused(string header)
        => Assert.Throws<InvalidDataException>(() => new PamReader(new MemoryStream(Encoding.ASCII.GetBytes(header))).Read(new PixelFrame()));

    [Fact]
    public void A_header_without_end_is_refused()
        => Assert.Throws<InvalidDataException>(() => new PamReader(new MemoryStream(new byte[10000])).Read(new PixelFrame()));

    private static byte[] Picture(int width, int height, byte seed)
        => [.. Encoding.ASCII.GetBytes($"P7\nWIDTH {width}\nHEIGHT {height}\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n"), .. Pixels(width, height, seed)];

    private static byte[] Pixels(int width, int height, byte seed)
        => [.. Enumerable.Range(0, width * height * 4).Select(i => (byte)((i * 7) + seed))];

    /// <summary>Gives a few bytes at a time, as pipes do.</summary>
    private sealed class SlowStream(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, piece));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, piece)]);
    }
}
