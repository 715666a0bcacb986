using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class GridSampleTests
{
    private static readonly string[] Modes = ["nearest", "linear", "cubic"], Paddings = ["zeros", "border", "reflection"];

    public static TheoryData<string, string, bool> Cases()
    {
        var data = new TheoryData<string, string, bool>();
        foreach (string mode in Modes)
        {
            foreach (string padding in Paddings)
            {
                data.Add(mode, padding, false);
                data.Add(mode, padding, true);
            }
        }
        return data;
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Places_inside_and_far_outside(string mode, string padding, bool alignCorners)
    {
        foreach ((int batch, int channels, int height, int width) in new[] { (1, 127, 5, 4), (3, 5, 7, 11), (1, 3, 1, 9), (2, 1, 1, 1) })
            Check(mode, padding, alignCorners, TestData.Random(60, batch, channels, height, width), Grid(61, batch, 13, 9));
    }

    /// <summary>Exact in 16-bit floats, and half-way between pixels at many places, where the even one is the nearest.</summary>
    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Places_between_pixels(string mode, string padding, bool alignCorners)
    {
        Tensor<float> input = alignCorners ? TestData.Random(62, 1, 2, 5, 9) : TestData.Random(62, 1, 2, 4, 8);
        Tensor<float> grid = Positions.Fill(new TensorShape(1, 33, 33, 2), p => (p[2 - p[3]] - 16) / 8f);
        Check(mode, padding, alignCorners, input, grid);
    }

    /// <summary>Expected values of ONNX's own tests of the operator.</summary>
    [SkippableTheory]
    [InlineData("linear", "zeros", false, "0 0.5 1.7 2.5 2.5 1.7 4.5 1.25", "-1 -0.5 -0.2 0 0 -0.2 0.5 1")]
    [InlineData("linear", "zeros", true, "0 1.25 2 2.5 2.5 2 3.75 5", "-1 -0.5 -0.2 0 0 -0.2 0.5 1")]
    [InlineData("nearest", "zeros", false, "0 0 2 2 2 2 5 0", "-1 -0.5 -0.2 0 0 -0.2 0.5 1")]
    [InlineData("cubic", "zeros", false, "-0.140625 0.3828125 1.755625 2.96875 2.96875 1.755625 5.1445312 1.390625", "-1 -0.5 -0.2 0 0 -0.2 0.5 1")]
    [InlineData("linear", "zeros", false, "0 0 1.7 0 0 1.7 0 0", "-10 -5 -0.2 10 10 -0.2 5 10")]
    [InlineData("linear", "border", false, "0 0 1.7 5 5 1.7 5 5", "-10 -5 -0.2 10 10 -0.2 5 10")]
    [InlineData("linear", "reflection", false, "2.5 0 1.7 2.5 2.5 1.7 5 2.5", "-10 -5 -0.2 10 10 -0.2 5 10")]
    public void Values_of_the_standard(string mode, string padding, bool alignCorners, string expected, string diagonal)
    {
        float[] places = Numbers(diagonal);
        OperatorHarness.Check(
            Make(mode, padding, alignCorners),
            [TestData.Range(1, 1, 3, 2), Positions.Fill(new TensorShape(1, 2, 4, 2), p => places[p[1] * 4 + p[2]])],
            [new Tensor<float>(new TensorShape(1, 1, 2, 4), Numbers(expected))]);
    }

    /// <summary>Numbers that no int holds are outside the picture, and what is no number is none.</summary>
    [SkippableTheory]
    [InlineData("nearest")]
    [InlineData("linear")]
    [InlineData("cubic")]
    public void Places_that_are_nowhere(string mode)
    {
        float[] places = [1e30f, -1e30f, float.PositiveInfinity, float.NegativeInfinity, float.NaN];
        Tensor<float> grid = Positions.Fill(new TensorShape(1, 1, 5, 2), p => places[p[2]]), input = TestData.Range(1, 2, 3, 4);
        OperatorHarness.Check(Make(mode, "zeros", false), [input, grid], [Expected(0, 0)]);
        OperatorHarness.Check(Make(mode, "border", false), [input, grid], [Expected(11, 0)]);

        Tensor<float> Expected(float high, float low)
            => Positions.Fill(new TensorShape(1, 2, 1, 5), p => p[3] == 4 ? float.NaN : high == low ? 0 : (p[3] % 2 == 0 ? high : low) + 12 * p[1]);
    }

    private static void Check(string mode, string padding, bool alignCorners, Tensor<float> input, Tensor<float> grid)
        => OperatorHarness.Check(Make(mode, padding, alignCorners), [input, grid], [new GridSampleReference(mode, padding, alignCorners).Run(input, grid)]);

    private static Operator Make(string mode, string padding, bool alignCorners) => GridSample.Create(new NodeAttributes(
        "sample", 20, 2, 1, new Dictionary<string, object> { ["mode"] = mode, ["padding_mode"] = padding, ["align_corners"] = alignCorners ? 1L : 0L }));

    /// <summary>Far outside too. 16-bit floats hold these numbers, and none is half-way between pixels.</summary>
    private static Tensor<float> Grid(int seed, int batch, int height, int width)
    {
        Tensor<float> grid = TestData.Uniform(seed, -3.5f, 3.5f, batch, height, width, 2);
        for (int i = 0; i < grid.Data.Length; i++)
            grid.Data[i] = MathF.Round(grid.Data[i] * 64) / 64 + 1 / 256f;
        return grid;
    }

    private static float[] Numbers(string text) => [.. text.Split(' ').Select(n => float.Parse(n, System.Globalization.CultureInfo.InvariantCulture))];
}
