namespace CnnVulkan.Tests.Tensors;

public sealed class ImageViewTests
{
    [Fact]
    public unsafe void Copies_red_into_the_lowest_byte_and_skips_the_gap_between_rows()
    {
        byte[] pixels = [1, 2, 3, 4, 99, 99, 5, 6, 7, 8];
        int[] packed = new int[2];
        fixed (int* first = packed)
            new ImageView(pixels, 1, 2, stride: 6).CopyTo((byte*)first);
        Assert.Equal([0x04030201, 0x08070605], packed);
    }

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(1, -1, 0)]
    [InlineData(2, 2, 7)]
    [InlineData(2, 3, 8)]
    [InlineData(1 << 30, 1 << 30, 0)]
    public void Refuses_sizes_that_the_bytes_do_not_hold(int width, int height, int stride)
        => Assert.Throws<ShapeException>(() => new ImageView(new byte[16], width, height, stride));

    /// <summary>One row of two pixels in every order, and the upper row last in memory.</summary>
    [Theory]
    [InlineData(PixelOrder.Rgba, new byte[] { 10, 20, 30, 40, 50, 60, 70, 80 })]
    [InlineData(PixelOrder.Bgra, new byte[] { 30, 20, 10, 40, 70, 60, 50, 80 })]
    [InlineData(PixelOrder.Rgb, new byte[] { 10, 20, 30, 50, 60, 70 })]
    [InlineData(PixelOrder.Bgr, new byte[] { 30, 20, 10, 70, 60, 50 })]
    [InlineData(PixelOrder.Gray, new byte[] { 10, 50 })]
    public void Every_order_of_channels_and_of_rows(PixelOrder order, byte[] row)
    {
        byte[] other = [.. row.Select(b => (byte)(b + 100))], downwards = [.. row, 0, .. other, 0], upwards = [.. other, 0, .. row];
        (int, int, int)[] expected = order == PixelOrder.Gray ? [(10, 10, 10), (50, 50, 50)] : [(10, 20, 30), (50, 60, 70)];
        expected = [.. expected, .. expected.Select(p => (p.Item1 + 100, p.Item2 + 100, p.Item3 + 100))];
        Assert.Equal(expected, Colors(new ImageView(downwards, 2, 2, row.Length + 1, order)));
        Assert.Equal(expected, Colors(new ImageView(upwards, 2, 2, -(row.Length + 1), order)));
    }

    /// <summary>White, black, and the pure colours of BT.601 and BT.709 as their standards give them.</summary>
    [Theory]
    [InlineData(YuvStandard.Bt601, 235, 128, 128, 255, 255, 255)]
    [InlineData(YuvStandard.Bt601, 16, 128, 128, 0, 0, 0)]
    [InlineData(YuvStandard.Bt601, 81, 90, 240, 255, 0, 0)]
    [InlineData(YuvStandard.Bt601, 145, 54, 34, 0, 255, 0)]
    [InlineData(YuvStandard.Bt709, 63, 102, 240, 255, 0, 0)]
    [InlineData(YuvStandard.Bt709, 32, 240, 118, 0, 0, 255)]
    [InlineData(YuvStandard.Bt601Full, 76, 85, 255, 254, 0, 0)]
    [InlineData(YuvStandard.Bt709Full, 128, 128, 128, 128, 128, 128)]
    public void Luma_and_chroma(YuvStandard standard, byte y, byte u, byte v, int red, int green, int blue)
    {
        // Two rows of two pixels with a gap, and one pair of chroma for all four.
        byte[] pixels = [y, y, 0, y, y, 0, u, v];
        Assert.All(Colors(new ImageView(pixels, 2, 2, 3, PixelOrder.Nv12, standard)), c =>
        {
            Assert.InRange(c.Red, red - 1, red + 1);
            Assert.InRange(c.Green, green - 1, green + 1);
            Assert.InRange(c.Blue, blue - 1, blue + 1);
        });
    }

    [Theory]
    [InlineData(PixelOrder.Rgb, 3, 2, 0, 17)]
    [InlineData(PixelOrder.Gray, 3, 2, -2, 6)]
    [InlineData(PixelOrder.Nv12, 3, 2, 0, 100)]
    [InlineData(PixelOrder.Nv12, 2, 3, 0, 100)]
    [InlineData(PixelOrder.Nv12, 2, 2, 0, 5)]
    [InlineData(PixelOrder.Nv12, 2, 2, -2, 100)]
    public void Refuses_what_an_order_does_not_allow(PixelOrder order, int width, int height, int stride, int bytes)
        => Assert.Throws<ShapeException>(() => new ImageView(new byte[bytes], width, height, stride, order));

    private static unsafe (int Red, int Green, int Blue)[] Colors(ImageView view)
    {
        byte[] rgba = new byte[view.Width * view.Height * 4];
        fixed (byte* first = rgba)
            view.CopyTo(first);
        return [.. Enumerable.Range(0, view.Width * view.Height).Select(i => ((int)rgba[4 * i], (int)rgba[4 * i + 1], (int)rgba[4 * i + 2]))];
    }
}
