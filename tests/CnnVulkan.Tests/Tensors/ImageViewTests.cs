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
}
