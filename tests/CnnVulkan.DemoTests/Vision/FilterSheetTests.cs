using CnnVulkan.Demo.Vision;

namespace CnnVulkan.DemoTests.Vision;

public sealed class FilterSheetTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Each_weight_is_a_square_of_its_colour(bool flipChannels)
    {
        Model model = NetworkCatalog.Create("resnet18");
        Tensor<float> weights = LayerFilters.Of(model).Weights;
        FilterSheet sheet = FilterSheet.TryMake(model, flipChannels)!;
        Assert.Equal((64, 8, 49, 49), (sheet.Tiles.Count, sheet.Tiles.Columns, sheet.Tiles.TileWidth, sheet.Tiles.TileHeight));
        var pixels = new byte[sheet.Tiles.Width * sheet.Tiles.Height * 4];
        sheet.Draw(pixels);
        const int Filter = 13, X = 2, Y = 5;
        float[] filter = weights.Data.AsSpan(Filter * 147, 147).ToArray();
        float extreme = filter.Max(Math.Abs);
        int left = Filter % 8 * 50 + X * 7 + 3, top = Filter / 8 * 50 + Y * 7 + 3;
        for (int c = 0; c < 3; c++)
        {
            float weight = filter[(flipChannels ? 2 - c : c) * 49 + Y * 7 + X];
            Assert.Equal(127.5 + 127.5 * weight / extreme, pixels[(top * sheet.Tiles.Width + left) * 4 + c], 1.0);
        }
        // The gap behind the first tile is transparent.
        Assert.Equal((255, 0), (pixels[48 * 4 + 3], pixels[49 * 4 + 3]));
    }

    [Fact]
    public void Filters_of_grey_pictures_are_grey_and_there_may_be_none()
    {
        FilterSheet sheet = FilterSheet.TryMake(NetworkCatalog.Create("lenet5"), flipChannels: false)!;
        var pixels = new byte[sheet.Tiles.Width * sheet.Tiles.Height * 4];
        sheet.Draw(pixels);
        Assert.All(pixels.Chunk(4), p => Assert.Equal((p[0], p[0]), (p[1], p[2])));
        Assert.NotEqual(pixels[0], pixels[4 * (sheet.Tiles.TileWidth / 2 + sheet.Tiles.Width * 7)]);
    }
}
