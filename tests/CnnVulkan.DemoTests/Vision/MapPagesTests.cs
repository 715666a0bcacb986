using CnnVulkan.Demo;
using CnnVulkan.Demo.Vision;

namespace CnnVulkan.DemoTests.Vision;

public sealed class MapPagesTests
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
        for (int page = 0; page < MapPages.Count(maps); page++)
        {
            TileSheet sheet = MapPages.Sheet(maps, width, height, page);
            Assert.InRange(sheet.Count, 1, MapPages.MostPerPage);
            Assert.InRange(sheet.TileWidth, 1, width);
            Assert.InRange(sheet.TileHeight, 1, height);
            Assert.InRange(sheet.Extent.Width, 1, MapPages.AtlasSize);
            Assert.InRange(sheet.Extent.Height, 1, MapPages.AtlasSize);
            seen += sheet.Count;
        }
        Assert.Equal(maps, seen);
    }

    [Fact]
    public void Small_maps_keep_all_their_pixels_and_tiles_their_size_on_the_last_page()
    {
        Assert.Equal(new TileSheet(1024, 1024, 13, 13, 8, 64, 1), MapPages.Sheet(100, 13, 13, 0));
        Assert.Equal(new TileSheet(1024, 1024, 13, 13, 8, 36, 1), MapPages.Sheet(100, 13, 13, 1));
    }
}
