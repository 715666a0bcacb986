using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Plans;
using CnnVulkan.Reference;
using CnnVulkan.Tests.Operators;
using CnnVulkan.Tuning;

namespace CnnVulkan.GpuTests.Operators;

/// <summary>
/// Infinite pixels beside channels that no vector has: 0 times infinity is NaN, and what stands in a missing channel is multiplied with the
/// next convolution's zeros.
/// </summary>
public sealed class MissingChannelsTests
{
    private const int Height = 13, Width = 17;

    public static TheoryData<int, int, bool> Channels()
    {
        var data = new TheoryData<int, int, bool>();
        foreach ((int first, int second) in new[] { (1, 1), (3, 5), (5, 6), (127, 3), (4, 7) })
        {
            data.Add(first, second, false);
            data.Add(first, second, true);
        }
        return data;
    }

    /// <summary>One convolution: the runner sees that all missing channels are finite, whatever the others are.</summary>
    [SkippableTheory]
    [MemberData(nameof(Channels))]
    public void Every_algorithm_leaves_finite_numbers_there(int inputs, int outputs, bool hasResidual)
    {
        var c = new ConvCase(1, inputs, outputs, [Height, Width], new([3, 3], null, [1, 1]), Bias: false);
        Tensor<float> x = Infinite(inputs), residual = c.Residual;
        residual.Data[^1] = float.PositiveInfinity;
        Tensor<float> expected = ConvReference.Run(x, c.Weights, null, c.Window.Reference);
        if (hasResidual)
            expected = ElementwiseReference.Zip(expected, residual, (a, b) => a + b);
        Graph graph = OperatorHarness.GraphOf(c.Conv(hasResidual: hasResidual), [x, c.Weights, null, hasResidual ? residual : null], [expected], [1], 1);
        var fed = new Dictionary<string, Tensor> { ["input0"] = x, ["input3"] = residual };
        foreach (Planning planning in ConvTests.RuleWays(c).Concat(Splits(c)))
        {
            Plan plan = planning.Plan(graph, graph.Inputs.ToDictionary(i => i.Name, i => TensorInfo.Of(fed[i.Name]) with { Value = null }), Precision.Float32);
            using var runner = new PlanRunner(plan, GpuFixture.Device);
            Compare(expected, (Tensor<float>)runner.Run(fed)["output0"], planning, planning.Way!.Algorithm.StartsWith("winograd", StringComparison.Ordinal) ? 4 : 0);
        }
    }

    /// <summary>Two convolutions as a network has them, against the same two as the file has them.</summary>
    [SkippableTheory]
    [MemberData(nameof(Channels))]
    public void The_next_convolution_sees_only_the_channels_there_are(int inputs, int middle, bool hasResidual)
    {
        Graph graph = TwoConvolutions(inputs, middle, hasResidual);
        var first = new ConvCase(1, inputs, middle, [Height, Width], new([3, 3], null, [1, 1]), Bias: false);
        VisionDevice device = GpuFixture.Device;
        Tensor<float> x = Infinite(inputs);
        using var worker = new Worker(graph, device, new WorkerOptions { Optimize = false });
        worker.SetInput(x);
        worker.Schedule();
        var expected = (Tensor<float>)worker.PeekOutput().Readback();
        Assert.Contains(expected.Data, v => !float.IsFinite(v));
        var fed = new Dictionary<string, Tensor> { ["x"] = x };
        var shapes = new Dictionary<string, TensorInfo> { ["x"] = TensorInfo.Of(x) with { Value = null } };
        foreach (Planning planning in ConvTests.RuleWays(first).Where(p => p.Layout == Layout.Nc4hw).Concat(Splits(first)))
        {
            Plan plan = new Planner(planning.Profile, choices: KernelChoices.Always(planning.Way!)).Plan(graph, shapes);
            Assert.Contains(plan.Dispatches, d => d.Way == planning.Way);
            using var runner = new PlanRunner(plan, device);
            Compare(expected, (Tensor<float>)runner.Run(fed)["y"], planning, planning.Way!.Algorithm.StartsWith("winograd", StringComparison.Ordinal) ? 8 : 0);
        }
    }

    /// <summary>Those of shared memory whose sums are split are ended by another kernel.</summary>
    private static IEnumerable<Planning> Splits(ConvCase c)
        => ConvAlgorithm.List.Ways(c.Problem(Profiles.Storage, Layout.Nc4hw)).Where(w => w.Tile.Splits == 4).Select(w => new Planning(Profiles.Storage, Layout.Nc4hw, w));

    /// <summary>
    /// Equal wherever the definition gives a number or an infinity. Not in a corner that minimal filtering spoils: it takes differences of the pixels
    /// of a tile first, and infinity less infinity is no number.
    /// </summary>
    private static void Compare(Tensor<float> expected, Tensor<float> actual, Planning planning, int spoiled)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        for (int i = 0; i < expected.Data.Length; i++)
        {
            (int row, int column) = (i / Width % Height, i % Width);
            if (float.IsNaN(expected.Data[i]) || (row < spoiled && column < spoiled))
                continue;
            bool same = expected.Data[i] == actual.Data[i] || Math.Abs(expected.Data[i] - actual.Data[i]) < 1e-3;
            Assert.True(same, $"{planning}: {actual.Data[i]} instead of {expected.Data[i]} in row {row}, column {column}");
        }
    }

    /// <summary>Infinite pixels in a corner that one tile of 4×4 covers.</summary>
    private static Tensor<float> Infinite(int channels)
    {
        Tensor<float> x = TestData.Random(1, 1, channels, Height, Width);
        x.Data[0] = float.PositiveInfinity;
        x.Data[(channels - 1) * Height * Width + Width + 1] = float.NegativeInfinity;
        return x;
    }

    private static Graph TwoConvolutions(int inputs, int middle, bool hasResidual)
    {
        var window = new SlidingWindow(padsBegin: [1, 1], padsEnd: [1, 1]);
        Node[] first = hasResidual
            ? [new("shortcut", new Conv(new SlidingWindow()), ["x", "s"], ["t"]), new("first", new Conv(window), ["x", "w"], ["c"]), new("add", new Binary(BinaryFunction.Add), ["c", "t"], ["a"])]
            : [new("first", new Conv(window), ["x", "w"], ["a"])];
        return new Graph(
            "two", [new GraphInput("x", ElementType.Float32, [1, inputs, Height, Width])], ["y"], [.. first, new Node("second", new Conv(window), ["a", "v"], ["y"])],
            new Dictionary<string, Tensor>
            {
                ["s"] = TestData.Uniform(3, -0.5f, 0.5f, middle, inputs, 1, 1),
                ["w"] = TestData.Uniform(4, -0.5f, 0.5f, middle, inputs, 3, 3),
                ["v"] = TestData.Uniform(5, -0.5f, 0.5f, 6, middle, 3, 3),
            });
    }
}
