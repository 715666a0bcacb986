using CnnVulkan.Images;

namespace CnnVulkan.Tests.Images;

public sealed class FilterTapsTests
{
    [Fact]
    public void A_resize_to_the_same_size_takes_each_pixel_as_it_is()
    {
        FilterTaps taps = FilterTaps.Compute(4, 4, 0, 4, Resample.Bicubic);
        foreach (int x in Enumerable.Range(0, 4))
        {
            int[] row = taps.Table.Data[(x * taps.Stride)..((x + 1) * taps.Stride)];
            Assert.Equal(1 << FilterTaps.FractionBits, row[2..].Sum());
            Assert.Equal(1 << FilterTaps.FractionBits, row[2 + x - row[0]]);
        }
    }

    [Fact]
    public void Downscaling_widens_the_filter()
    {
        FilterTaps taps = FilterTaps.Compute(8, 2, 0, 2, Resample.Bilinear);
        Assert.Equal(6, taps.Table.Data[1]);
    }

    [Fact]
    public void Only_the_source_pixels_that_the_crop_needs_are_counted()
    {
        FilterTaps taps = FilterTaps.Compute(100, 100, 40, 10, Resample.Nearest);
        Assert.Equal((40, 10), (taps.First, taps.Count));
    }

    [Fact]
    public void Outputs_beside_the_picture_have_no_taps()
    {
        FilterTaps taps = FilterTaps.Compute(2, 2, -1, 4, Resample.Bilinear);
        Assert.Equal([0, 1, 1, 0], Enumerable.Range(0, 4).Select(i => Math.Min(taps.Table.Data[i * taps.Stride + 1], 1)));
    }

    [Fact]
    public void Crops_are_centred_as_by_Hugging_Face()
    {
        Preprocessing crop = new() { DoResize = false, CropWidth = 4, CropHeight = 8 };
        ImageGeometry geometry = ImageGeometry.Of(crop, 7, 5);
        Assert.Equal((1, -2), (geometry.Left, geometry.Top));
    }

    [Fact]
    public void A_picture_too_long_to_resize_says_so()
        => Assert.Throws<ShapeException>(() => ImageGeometry.Of(Preprocessing.Default, 1, 1 << 30));
}
