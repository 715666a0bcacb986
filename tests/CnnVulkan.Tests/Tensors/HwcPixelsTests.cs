namespace CnnVulkan.Tests.Tensors;

public sealed class HwcPixelsTests
{
    [Fact]
    public void Channels_that_lie_side_by_side_come_to_lie_behind_each_other()
    {
        // Two rows of three pixels with two channels, a gap after each row.
        float[] pixels = [1, 10, 2, 20, 3, 30, -1, 4, 40, 5, 50, 6, 60];
        Tensor<float> tensor = HwcPixels.ToTensor(pixels, 3, 2, 2, stride: 7);
        Assert.Equal(new TensorShape(1, 2, 2, 3), tensor.Shape);
        Assert.Equal([1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60], tensor.Data);
        Assert.Equal([4, 5, 6, 1, 2, 3, 40, 50, 60, 10, 20, 30], HwcPixels.ToTensor(pixels, 3, 2, 2, stride: -7).Data);
    }

    [Theory]
    [InlineData(0, 2, 2, 0, "no pixels")]
    [InlineData(3, 2, 2, 5, "stride")]
    [InlineData(3, 3, 2, 7, "20 numbers")]
    public void What_is_no_picture_is_refused(int width, int height, int channels, int stride, string says)
        => Assert.Contains(says, Assert.Throws<ShapeException>(() => HwcPixels.ToTensor(new float[13], width, height, channels, stride)).Message, StringComparison.Ordinal);
}
