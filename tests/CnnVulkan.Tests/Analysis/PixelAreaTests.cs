namespace CnnVulkan.Tests.Analysis;

public sealed class PixelAreaTests
{
    [Theory]
    [InlineData(2, 1, 3, 4, 2, 1, 3, 4)]
    [InlineData(-2, -1, 5, 4, 0, 0, 3, 3)]
    [InlineData(8, 4, 5, 9, 8, 4, 2, 2)]
    [InlineData(-9, 0, 3, 3, 0, 0, 0, 3)]
    [InlineData(12, 9, 3, 3, 10, 6, 0, 0)]
    public void Areas_are_cut_off_at_the_picture(int left, int top, int width, int height, int l, int t, int w, int h)
        => Assert.Equal(new PixelArea(l, t, w, h), new PixelArea(left, top, width, height).Within(10, 6));

    [Theory]
    [InlineData(17, 11, 4, 4)]
    [InlineData(17, 11, 3, 5)]
    [InlineData(8, 8, 8, 8)]
    [InlineData(9, 5, 2, 7)]
    public void Covering_squares_leave_no_pixel_out(int width, int height, int step, int square)
    {
        int rows = OcclusionMap.Places(height, step), columns = OcclusionMap.Places(width, step);
        var map = new OcclusionMap(new Prediction(0, "", 1), width, height, square, step, [.. new float[rows * columns]]);
        Assert.Equal((rows, columns), (map.Rows, map.Columns));
        var covered = new HashSet<(int, int)>();
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                PixelArea area = map.Covered(row, column);
                Assert.True(area.Width is > 0 && area.Width <= square && area.Height is > 0 && area.Height <= square);
                covered.UnionWith(from y in Enumerable.Range(area.Top, area.Height) from x in Enumerable.Range(area.Left, area.Width) select (x, y));
            }
        }
        Assert.Equal(width * height, covered.Count);
    }

    [Fact]
    public void A_value_depends_on_its_receptive_field()
    {
        // 5×5 with stride 2 and pad 1, then 3×3: a value sees 9×9 pixels, 2 apart, from 1 before the picture on.
        ReceptiveField field = new SmallNetwork(1, 3, 30, 20).Conv("conv1", [2, 3, 5, 5], stride: 2, pad: 1).Conv("conv2", [2, 2, 3, 3]).Field;
        Assert.Equal(new PixelArea(-1, -1, 9, 9), PatchSearch.AreaOf(field, [0, 1, 0, 0], 20, 30));
        Assert.Equal(new PixelArea(3, 9, 9, 9), PatchSearch.AreaOf(field, [0, 1, 5, 2], 20, 30));
    }

    [Fact]
    public void Behind_a_dense_layer_a_value_depends_on_the_whole_picture()
    {
        ReceptiveField field = new SmallNetwork(1, 3, 6, 4).Conv("conv1", [2, 3, 3, 3], pad: 1).Layer("flat", "Flatten").Dense("dense", 48, 5).Field;
        Assert.Equal(new PixelArea(0, 0, 4, 6), PatchSearch.AreaOf(field, [0, 3], 4, 6));
        Assert.Equal(new PixelArea(0, 0, 4, 6), PatchSearch.AreaOf(null, [0, 3], 4, 6));
    }
}
