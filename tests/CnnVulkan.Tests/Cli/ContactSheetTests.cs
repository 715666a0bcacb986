using CnnVulkan.Cli.Pictures;
using CnnVulkan.Reference;

namespace CnnVulkan.Tests.Cli;

public sealed class ContactSheetTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(64, 13, 13)]
    [InlineData(5, 240, 320)]
    [InlineData(2, 1, 999)]
    [InlineData(1, 1200, 7)]
    public void Sheets_stay_of_a_size_to_look_at(int maps, int height, int width)
    {
        Canvas sheet = ContactSheet.Draw(TestData.Random(1, maps, height, width), "layer");
        Assert.InRange(sheet.Width, 50, 2500);
        Assert.InRange(sheet.Height, 50, 2500);
    }

    [Fact]
    public void Each_map_runs_from_its_own_least_to_its_own_greatest_value()
    {
        var maps = new Tensor<float>(new TensorShape(2, 1, 2), [0, 1, 100, 300]);
        Canvas sheet = ContactSheet.Draw(maps, "layer");
        Assert.Equal(2 * 28 * 28, Count(sheet, Color.Viridis(1)));
        Assert.Equal(2 * 28 * 28, Count(sheet, Color.Viridis(0)));
    }

    [Fact]
    public void What_is_not_finite_stands_out()
        => Assert.True(Count(ContactSheet.Draw(new Tensor<float>(new TensorShape(1, 1, 2), [0, float.NaN]), "layer"), new Color(255, 0, 255)) > 100);

    [Theory]
    [InlineData(new[] { 2, 3, 4, 5 }, "3×4×5")]
    [InlineData(new[] { 1, 2, 3, 4, 5 }, "6×4×5")]
    [InlineData(new[] { 1, 6, 7 }, "6×1×7")]
    [InlineData(new[] { 1, 10 }, "1×3×4")]
    [InlineData(new[] { 10 }, "1×3×4")]
    public void Tensors_of_any_rank_become_maps(int[] shape, string expected)
        => Assert.Equal(expected, ContactSheet.ToMaps(TestData.Random(1, shape)).Shape.ToString());

    [Fact]
    public void Letters_are_drawn()
    {
        var canvas = new Canvas(20, 10, new Color(0, 0, 0));
        canvas.Text(0, 0, "1×", new Color(255, 255, 255));
        Assert.InRange(Count(canvas, new Color(255, 255, 255)), 10, 40);
    }

    private static int Count(Canvas canvas, Color color)
        => Enumerable.Range(0, canvas.Width * canvas.Height)
            .Count(i => (canvas.Pixels[4 * i], canvas.Pixels[4 * i + 1], canvas.Pixels[4 * i + 2]) == (color.Red, color.Green, color.Blue));
}
