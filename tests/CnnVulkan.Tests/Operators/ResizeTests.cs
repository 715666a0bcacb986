using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.Tests.Operators;

public sealed class ResizeTests
{
    [Fact]
    public void Scales_round_extents_down()
    {
        Operator resize = OneNode.Make("Resize", 13);
        TensorInfo scales = TensorInfo.Of(new Tensor<float>(new TensorShape(4), [1, 1, 0.6f, 0.7f]));
        Assert.Equal("1×2×1×7", OneNode.Infer(resize, 1, OneNode.Data(1, 2, 2, 10), null, scales)[0].Shape.ToString());
    }

    [Theory]
    [InlineData("stretch", "1×1×7×8")]
    [InlineData("not_larger", "1×1×4×8")]
    [InlineData("not_smaller", "1×1×7×14")]
    public void Sizes_keep_proportions_as_the_policy_says(string policy, string expected)
    {
        Operator resize = OneNode.Make("Resize", 18, ("keep_aspect_ratio_policy", policy), ("axes", new long[] { 2, 3 }));

        Assert.Equal(expected, OneNode.Infer(resize, 1, OneNode.Data(1, 1, 2, 4), null, null, OneNode.Known(7, 8))[0].Shape.ToString());
    }

    [Fact]
    public void Old_forms_take_scales_only()
    {
        TensorInfo data = OneNode.Data(1, 2, 3, 4), scales = TensorInfo.Of(new Tensor<float>(new TensorShape(4), [1, 1, 2, 3]));
        Assert.Equal("1×2×6×12", OneNode.Infer(OneNode.Make("Resize", 10), 1, data, scales)[0].Shape.ToString());
        Assert.Equal("1×2×6×12", OneNode.Infer(OneNode.Make("Upsample", 9), 1, data, scales)[0].Shape.ToString());
        Assert.Equal("1×2×6×12", OneNode.Infer(OneNode.Make("Upsample", 7, ("scales", new float[] { 1, 1, 2, 3 })), 1, data)[0].Shape.ToString());
        Assert.Equal("1×2×6×12", OneNode.Infer(OneNode.Make("Upsample", 1, ("height_scale", 2f), ("width_scale", 3f)), 1, data)[0].Shape.ToString());
    }

    [Fact]
    public void Misfits_are_refused()
    {
        Operator resize = OneNode.Make("Resize", 13);
        TensorInfo Scales(params float[] values) => TensorInfo.Of(new Tensor<float>(new TensorShape(values.Length), values));
        Assert.Contains("2 scales are expected", OneNode.Error(resize, 1, OneNode.Data(2, 3), null, Scales(1)));
        Assert.Contains("2 scales are expected, not 0", OneNode.Error(resize, 1, OneNode.Data(2, 3)));
        Assert.Contains("Scale -1", OneNode.Error(resize, 1, OneNode.Data(2, 3), null, Scales(1, -1)));
        Assert.Contains("Scale NaN", OneNode.Error(resize, 1, OneNode.Data(2, 3), null, Scales(1, float.NaN)));
        Assert.Contains("out of range", OneNode.Error(resize, 1, OneNode.Data(2, 3), null, Scales(1, 1e30f)));
        Assert.Contains("cannot be resized", OneNode.Error(resize, 1, OneNode.Data(1, 1), null, null, OneNode.Known(1, int.MaxValue)));
        Assert.Contains("empty axis", OneNode.Error(resize, 1, OneNode.Data(2, 0), null, null, OneNode.Known(2, 3)));
        Assert.Throws<ModelFormatException>(() => OneNode.Make("Resize", 18, ("mode", "area")));
        Assert.Throws<ModelFormatException>(() => OneNode.Make("Resize", 18, ("antialias", 1L)));
    }

    [Theory]
    [InlineData("nearest", "asymmetric", false)]
    [InlineData("linear", "half_pixel", true)]
    [InlineData("linear", "align_corners", false)]
    [InlineData("cubic", "half_pixel_symmetric", true)]
    [InlineData("cubic", "pytorch_half_pixel", false)]
    public void Taps_agree_with_the_formulas(string mode, string coordinates, bool antialias)
    {
        ResizeOptions options = ResizeOptions.Of(new NodeAttributes("node", 18, 1, 1, new Dictionary<string, object>
        {
            ["mode"] = mode,
            ["coordinate_transformation_mode"] = coordinates,
            ["antialias"] = antialias ? 1L : 0L,
            ["exclude_outside"] = mode == "cubic" ? 1L : 0L,
        }));
        var reference = new ResizeReference { Mode = mode, Coordinates = coordinates, Antialias = antialias, ExcludeOutside = mode == "cubic" };
        foreach ((int input, int output) in new[] { (5, 12), (12, 5), (7, 1), (1, 6), (4, 4) })
        {
            double scale = (output + 0.3) / input;
            Tensor<float> data = TestData.Random(input, input);
            float[] expected = reference.Run(data, [output], [scale]).Data;
            float[] actual = Apply(ResampleTaps.Of(options, new ResizeAxis(input, output, scale)).Pack(), data.Data);
            for (int i = 0; i < output; i++)
                Assert.Equal(expected[i], actual[i], 1e-5f);
        }
    }

    /// <summary>Of the region from the first element to ten lengths on, the first element stays in its place and the others lie outside.</summary>
    [Fact]
    public void Rows_outside_the_region_are_not_taken_for_rows_that_stay()
    {
        ResizeOptions options = ResizeOptions.Of(new NodeAttributes("node", 18, 1, 1, new Dictionary<string, object> { ["coordinate_transformation_mode"] = "tf_crop_and_resize" }));
        ResampleTaps taps = ResampleTaps.Of(options, new ResizeAxis(3, 3, 1, 0, 10));
        Assert.False(taps.IsIdentity(3));
        Assert.True(ResampleTaps.Of(options, new ResizeAxis(3, 3, 1)).IsIdentity(3));
    }

    private static float[] Apply(Tensor<int> taps, float[] data)
    {
        int width = taps.Shape[1];
        return Enumerable.Range(0, taps.Shape[0]).Select(x => Enumerable.Range(0, width)
            .Sum(t => data[taps.At(x, t, 0)] * BitConverter.Int32BitsToSingle(taps.At(x, t, 1)))).ToArray();
    }
}
