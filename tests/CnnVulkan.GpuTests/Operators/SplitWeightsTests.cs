using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Plans;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

/// <summary>Plans made for a device that binds less than the one they run on, so that small tensors are split as large ones would be.</summary>
public sealed class SplitWeightsTests
{
    [SkippableTheory]
    [InlineData(1, true)]
    [InlineData(3, false)]
    [InlineData(21, true)]
    [InlineData(21, false)]
    [InlineData(70, true)]
    public void Gemm_by_output_column_and_row(int rows, bool transposeB)
    {
        Tensor<float> input = TestData.Random(1, rows, 50), bias = TestData.Random(3, 127);
        Tensor<float> weights = transposeB ? TestData.Random(2, 127, 50) : TestData.Random(2, 50, 127);
        Check(new Gemm(transposeB: transposeB), 16384, input, [weights, bias], MatrixReference.Gemm(input, weights, bias, 1, 1, false, transposeB));
    }

    private static void Check(Operator op, long range, Tensor<float> input, Tensor<float>[] constants, Tensor<float> expected)
    {
        VisionDevice device = GpuFixture.Device;
        var named = constants.Select((t, i) => (t, i)).ToDictionary(c => $"c{c.i}", c => (Tensor)c.t);
        var graph = new Graph("split", [new GraphInput("x", ElementType.Float32, [.. input.Shape.Dimensions.Select(d => (int?)d)])], ["y"],
            [new Node("node", op, ["x", .. named.Keys], ["y"])], named);
        var fed = new Dictionary<string, Tensor> { ["x"] = input };
        Plan plan = PlanRunner.Plan(graph, fed, device.Profile.Binding(range));
        Assert.True(plan.Dispatches.Length > 1);
        GpuFixture.Validated(device, () =>
        {
            using var runner = new PlanRunner(plan, device);
            Assert.Null(Comparator.Difference(expected, runner.Run(fed)["y"], 1e-4));
        });
    }
}
