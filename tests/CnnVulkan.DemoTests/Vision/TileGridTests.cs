using CnnVulkan.Demo.Vision;

namespace CnnVulkan.DemoTests.Vision;

public sealed class TileGridTests
{
    [Theory]
    [InlineData(8, 256, 144)]
    [InlineData(64, 111, 111)]
    [InlineData(1000, 13, 13)]
    [InlineData(64, 224, 224)]
    [InlineData(3, 2000, 10)]
    [InlineData(1, 5, 3000)]
    [InlineData(65, 1, 7)]
    public void Every_tile_of_every_page_lies_in_the_atlas(int maps, int width, int height)
    {
        int seen = 0;
        for (int page = 0; page < TileGrid.Pages(maps); page++)
        {
            var grid = TileGrid.Of(maps, width, height, page);
            Assert.Equal(seen, grid.First);
            Assert.InRange(grid.Count, 1, TileGrid.MostPerPage);
            Assert.InRange(grid.TileWidth, 1, width);
            Assert.InRange(grid.TileHeight, 1, height);
            Assert.InRange(grid.Extent.Width, 1, TileGrid.AtlasSize);
            Assert.InRange(grid.Extent.Height, 1, TileGrid.AtlasSize);
            seen += grid.Count;
        }
        Assert.Equal(maps, seen);
    }

    [Fact]
    public void Small_maps_keep_all_their_pixels_and_tiles_their_size_on_the_last_page()
    {
        Assert.Equal(new TileGrid(0, 64, 13, 13, 8), TileGrid.Of(100, 13, 13, 0));
        Assert.Equal(new TileGrid(64, 36, 13, 13, 8), TileGrid.Of(100, 13, 13, 1));
    }
}
