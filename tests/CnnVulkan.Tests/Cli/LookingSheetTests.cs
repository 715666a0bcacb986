using CnnVulkan.Cli.Pictures;
using CnnVulkan.Reference;

namespace CnnVulkan.Tests.Cli;

/// <summary>The sheets of the command <c>filters</c>: sizes to look at, and colours that say what they should.</summary>
public sealed class LookingSheetTests
{
    [Theory]
    [InlineData(1, 3, 1, 1)]
    [InlineData(96, 3, 11, 11)]
    [InlineData(64, 3, 7, 7)]
    [InlineData(256, 3, 3, 3)]
    [InlineData(32, 32, 3, 3)]
    [InlineData(32, 32, 1, 1)]
    [InlineData(6, 1, 5, 5)]
    [InlineData(5, 7, 1, 9)]
    [InlineData(2, 4, 31, 31)]
    public void Filter_sheets_stay_of_a_size_to_look_at(int filters, int channels, int height, int width)
    {
        foreach (FilterScale scale in Enum.GetValues<FilterScale>())
        {
            var tiles = new FilterTiles(TestData.Random(1, filters, channels, height, width), scale);
            Canvas sheet = FilterSheet.Draw(tiles, [.. Enumerable.Range(0, filters)], channels, "network  layer", "line");
            Assert.InRange(sheet.Width, 60, 1800);
            Assert.InRange(sheet.Height, 60, 1800);
        }
    }

    [Theory]
    [InlineData(new[] { 4, 2, 7 }, 7, 1)]
    [InlineData(new[] { 4, 2, 2, 3, 5 }, 5, 6)]
    [InlineData(new[] { 4, 2 }, 1, 1)]
    public void Lines_and_volumes_become_tiles(int[] shape, int width, int height)
    {
        var tiles = new FilterTiles(TestData.Random(1, shape), FilterScale.Zero);
        Assert.Equal((width, height), (tiles.KernelWidth, tiles.KernelHeight));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Colours_are_those_the_filter_reads(bool flipped)
    {
        var weights = new Tensor<float>(new TensorShape(1, 3, 1, 2), [1, 0, 0, 0, -1, 0]);
        var canvas = new Canvas(4, 2, default);
        new FilterTiles(weights, FilterScale.Zero, flipped).DrawColor(canvas, 0, 0, 0, enlarge: 2);
        Assert.Equal(flipped ? new Color(0, 128, 255) : new Color(255, 128, 0), canvas[1, 1]);
        Assert.Equal(new Color(128, 128, 128), canvas[2, 0]);
    }

    [Fact]
    public void Channels_share_the_scale_of_their_filter()
    {
        var weights = new Tensor<float>(new TensorShape(2, 2, 1, 1), [2, -1, 100, 0]);
        var canvas = new Canvas(3, 1, default);
        var tiles = new FilterTiles(weights, FilterScale.Zero);
        tiles.DrawChannel(canvas, 0, 0, 0, 0, 1);
        tiles.DrawChannel(canvas, 1, 0, 0, 1, 1);
        tiles.DrawChannel(canvas, 2, 0, 1, 1, 1);
        Assert.Equal([Color.Diverging(1), Color.Diverging(-0.5f), Color.Diverging(0)], [canvas[0, 0], canvas[1, 0], canvas[2, 0]]);
    }

    [Fact]
    public void A_filter_of_zeros_is_grey()
    {
        var canvas = new Canvas(1, 1, default);
        new FilterTiles(new Tensor<float>(new TensorShape(1, 3, 1, 1)), FilterScale.Zero).DrawColor(canvas, 0, 0, 0, 1);
        Assert.Equal(new Color(128, 128, 128), canvas[0, 0]);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(96)]
    [InlineData(1)]
    [InlineData(6)]
    public void Grids_rather_fill_their_last_row(int count) => Assert.Equal(0, count % SheetStyle.Columns(count, 50, 60));

    [Fact]
    public void Heat_lies_where_the_score_falls()
    {
        float[] scores = [.. Enumerable.Repeat(0.9f, 16)];
        scores[1 * 4 + 2] = 0.1f;
        var map = new OcclusionMap(new Prediction(3, "cat", 0.9f), 8, 8, 2, 2, [.. scores]);
        Assert.Equal((1, 2), OcclusionSheet.Strongest(map));
        var picture = new Canvas(64, 64, new Color(200, 200, 200));
        Canvas sheet = OcclusionSheet.Draw(map, picture, "cat  0.900", "line", "caption");
        int left = SheetStyle.Margin + 64 + 16, top = SheetStyle.Margin + SheetStyle.HeadHeight;
        Color middle = sheet[left + 40, top + 24], far = sheet[left + 8, top + 56];
        Assert.True(middle.Red > middle.Blue + 50, $"{middle}");
        Assert.Equal((far.Red, far.Red), (far.Green, far.Blue));
        Assert.Equal(new Color(200, 200, 200), sheet[SheetStyle.Margin + 1, top + 1]);
    }

    [Fact]
    public void Where_the_score_rises_it_is_blue()
    {
        var map = new OcclusionMap(new Prediction(0, "cat", 0.5f), 4, 2, 2, 2, [0.2f, 0.8f]);
        Canvas sheet = OcclusionSheet.Draw(map, new Canvas(64, 32, new Color(100, 100, 100)), "cat", "line", "caption");
        Color rise = sheet[SheetStyle.Margin + 64 + 16 + 60, SheetStyle.Margin + SheetStyle.HeadHeight + 16];
        Assert.True(rise.Blue > rise.Red + 50, $"{rise}");
    }

    [Fact]
    public void Scores_that_hardly_change_stay_grey()
    {
        var map = new OcclusionMap(new Prediction(0, "cat", 0.5f), 4, 2, 2, 2, [0.4999f, 0.5f]);
        Canvas sheet = OcclusionSheet.Draw(map, new Canvas(64, 32, new Color(100, 100, 100)), "cat", "line", "caption");
        Color color = sheet[SheetStyle.Margin + 64 + 16 + 8, SheetStyle.Margin + SheetStyle.HeadHeight + 16];
        Assert.InRange(color.Red - color.Blue, 0, 3);
    }

    [Fact]
    public void A_channel_that_found_nothing_keeps_its_row()
    {
        var patch = new Patch("folder/a-long-name-of-a-picture.jpg", 3.5f, 0, 0, new PixelArea(0, 0, 3, 3));
        Canvas sheet = PatchSheet.Draw([(0, "golden retriever", [patch]), (511, null, [])], _ => new Canvas(PatchSheet.TileExtent, PatchSheet.TileExtent, new Color(1, 2, 3)), "title", "line");
        Assert.True(sheet.Height > 2 * PatchSheet.TileExtent);
        Assert.Equal(
            PatchSheet.TileExtent * PatchSheet.TileExtent,
            Enumerable.Range(0, sheet.Width * sheet.Height).Count(i => sheet[i % sheet.Width, i / sheet.Width] == new Color(1, 2, 3)));
    }

    [Theory]
    [InlineData("tabby", 88, "tabby")]
    [InlineData("golden_retriever", 88, "golden_retri..")]
    [InlineData("golden", 5, "g")]
    public void Names_are_cut_to_fit(string name, int width, string shown)
    {
        Assert.Equal(shown, SheetStyle.Fit(name, width));
        Assert.True(PixelFont.WidthOf(SheetStyle.Fit(name, width)) <= width);
    }
}
