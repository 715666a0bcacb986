using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class ResizeTests
{
    public static TheoryData<string, string, string, bool, bool> Cases()
    {
        var data = new TheoryData<string, string, string, bool, bool>();
        string[] coordinates = ["half_pixel", "half_pixel_symmetric", "pytorch_half_pixel", "align_corners", "asymmetric", "tf_crop_and_resize"];
        foreach (string place in coordinates)
        {
            foreach (string nearest in new[] { "round_prefer_floor", "round_prefer_ceil", "floor", "ceil" })
                data.Add("nearest", place, nearest, false, false);
            foreach (string mode in new[] { "linear", "cubic" })
            {
                data.Add(mode, place, "floor", false, false);
                data.Add(mode, place, "floor", true, false);
                data.Add(mode, place, "floor", mode == "cubic", true);
            }
        }
        return data;
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Every_mode_agrees_with_the_formulas(string mode, string coordinates, string nearest, bool antialias, bool excludeOutside)
    {
        var attributes = new Dictionary<string, object>
        {
            ["mode"] = mode,
            ["coordinate_transformation_mode"] = coordinates,
            ["nearest_mode"] = nearest,
            ["antialias"] = antialias ? 1L : 0L,
            ["exclude_outside"] = excludeOutside ? 1L : 0L,
            ["extrapolation_value"] = 0.75f,
            ["cubic_coeff_a"] = -0.5f,
        };
        Operator resize = Resize.Create(new NodeAttributes("resize", 19, 4, 1, attributes));
        var reference = new ResizeReference
        {
            Mode = mode,
            Coordinates = coordinates,
            Nearest = nearest,
            Antialias = antialias,
            ExcludeOutside = excludeOutside,
            Extrapolation = 0.75f,
            CubicA = -0.5,
        };
        // Up along one axis and down along the other, by factors that leave remainders.
        Tensor<float> input = TestData.Random(39, 1, 3, 7, 11);
        int[] sizes = [1, 3, 12, 4];
        float[] region = [0, 0, -0.1f, 0.2f, 1, 1, 0.8f, 1.3f];
        double[] scales = sizes.Select((s, a) => s / (double)input.Shape[a]).ToArray();
        Tensor<float> expected = reference.Run(input, sizes, scales, coordinates == "tf_crop_and_resize" ? Array.ConvertAll(region, r => (double)r) : null);
        OperatorHarness.Check(
            resize, [input, new Tensor<float>(new TensorShape(8), region), null, TensorFactory.Longs(sizes)], [expected], [1, 3]);
    }

    [SkippableTheory]
    [InlineData(1.0f, 1.0f, 2.0f, 2.0f)]
    [InlineData(1.0f, 1.0f, 0.6f, 0.7f)]
    [InlineData(2.0f, 1.7f, 1.0f, 3.0f)]
    [InlineData(1.0f, 1.0f, 1.0f, 1.0f)]
    public void Scales_of_any_axis(params float[] scales)
    {
        Tensor<float> input = TestData.Random(40, 3, 5, 7, 9);
        int[] sizes = scales.Select((s, a) => (int)MathF.Floor(s * input.Shape[a])).ToArray();
        Operator resize = Resize.Create(new NodeAttributes("resize", 13, 3, 1, new Dictionary<string, object> { ["mode"] = "linear" }));
        Tensor<float> expected = new ResizeReference { Mode = "linear" }.Run(input, sizes, Array.ConvertAll(scales, s => (double)s));
        OperatorHarness.Check(resize, [input, null, new Tensor<float>(new TensorShape(4), scales)], [expected], [2]);
    }

    [SkippableFact]
    public void Integers_keep_their_value()
    {
        // Too large for a float: 2^24 + 1 would come back as 2^24.
        var input = new Tensor<int>(new TensorShape(1, 1, 1, 2), [16777217, -16777217]);
        Operator upsample = Resize.CreateUpsample(new NodeAttributes("up", 7, 1, 1, new Dictionary<string, object> { ["scales"] = new float[] { 1, 1, 2, 2 } }));
        int[] row = [16777217, 16777217, -16777217, -16777217];
        OperatorHarness.Check(upsample, [input], [new Tensor<int>(new TensorShape(1, 1, 2, 4), [.. row, .. row])]);
    }
}
