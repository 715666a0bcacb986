namespace CnnVulkan.Tests.Tensors;

public sealed class TileSheetTests
{
    [Theory]
    [InlineData(8, 256, 144)]
    [InlineData(64, 111, 111)]
    [InlineData(1000, 13, 13)]
    [InlineData(64, 224, 224)]
    [InlineData(3, 2000, 10)]
    [InlineData(1, 5, 3000)]
    [InlineData(65, 1, 7)]
    public void Every_tile_lies_in_the_picture_and_shows_no_more_than_its_map_has(int maps, int width, int height)
    {
        const int Most = 64;
        for (int first = 0; first < maps; first += Most)
        {
            var sheet = TileSheet.For(1024, 700, width, height, Math.Min(Most, maps - first), Math.Min(Most, maps));
            Assert.InRange(sheet.TileWidth, 1, width);
            Assert.InRange(sheet.TileHeight, 1, height);
            Assert.InRange(sheet.Extent.Width, 1, 1024);
            Assert.InRange(sheet.Extent.Height, 1, 700);
        }
    }

    [Fact]
    public void Small_maps_keep_all_their_pixels_and_tiles_their_size_where_there_are_fewer()
    {
        Assert.Equal(new TileSheet(1024, 1024, 13, 13, 8, 64, 1), TileSheet.For(1024, 1024, 13, 13, 64, 64));
        Assert.Equal(new TileSheet(1024, 1024, 13, 13, 8, 36, 1), TileSheet.For(1024, 1024, 13, 13, 36, 64));
    }

    [Fact]
    public void A_tile_is_found_by_its_place()
        => Assert.Equal(new PictureArea(14 / 64f, 7 / 32f, 6 / 64f, 6 / 32f), new TileSheet(64, 32, 6, 6, 4, 8, 1).Part(6));

    [Fact]
    public void Pictures_too_small_for_so_many_are_refused()
        => Assert.Contains("64 maps", Assert.Throws<ShapeException>(() => TileSheet.For(12, 12, 13, 13, 64, 64)).Message, StringComparison.Ordinal);
}
