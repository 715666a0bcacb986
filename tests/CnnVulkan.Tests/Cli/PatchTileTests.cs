using CnnVulkan.Cli.Pictures;

namespace CnnVulkan.Tests.Cli;

public sealed class PatchTileTests
{
    /// <summary>Red tells the column, green the row.</summary>
    private static Canvas Ramp(int width, int height)
    {
        var canvas = new Canvas(width, height, default);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
                canvas.Set(x, y, new Color((byte)x, (byte)y, 200));
        }
        return canvas;
    }

    [Fact]
    public void Small_patches_repeat_their_pixels()
    {
        Canvas tile = PatchTile.Cut(Ramp(10, 8), new PixelArea(4, 2, 3, 3), 12);
        Assert.Equal((12, 12), (tile.Width, tile.Height));
        for (int y = 0; y < 12; y++)
        {
            for (int x = 0; x < 12; x++)
                Assert.Equal(new Color((byte)(4 + x / 4), (byte)(2 + y / 4), 200), tile[x, y]);
        }
    }

    [Fact]
    public void Large_patches_average_their_pixels()
    {
        Canvas tile = PatchTile.Cut(Ramp(100, 100), new PixelArea(10, 20, 60, 60), 20);
        Assert.Equal(new Color(11, 21, 200), tile[0, 0]);
        Assert.Equal(new Color(68, 78, 200), tile[19, 19]);
    }

    [Fact]
    public void What_lies_past_the_picture_stays_empty()
    {
        // A picture smaller than the patch: 4×4 pixels in the middle of a field of 8×8.
        Canvas tile = PatchTile.Cut(Ramp(4, 4), new PixelArea(-2, -2, 8, 8), 16);
        Assert.Equal(SheetStyle.Empty, tile[3, 8]);
        Assert.Equal(new Color(0, 0, 200), tile[4, 4]);
        Assert.Equal(new Color(3, 3, 200), tile[11, 11]);
        Assert.Equal(SheetStyle.Empty, tile[12, 12]);
    }

    [Theory]
    [InlineData(10, 5)]
    [InlineData(5, 10)]
    [InlineData(1000, 1)]
    public void Proportions_are_kept(int width, int height)
    {
        Canvas tile = PatchTile.Cut(Ramp(200, 200), new PixelArea(0, 0, width, height), 20);
        int filled = Enumerable.Range(0, 400).Count(i => tile[i % 20, i / 20] != SheetStyle.Empty);
        Assert.Equal(width == 1000 ? 4 : 200, filled);
    }
}
