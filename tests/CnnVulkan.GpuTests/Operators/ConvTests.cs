using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class ConvTests
{
    /// <summary>Odd remainders for every tile there is: channels against 4, 8 and 16, pixels against 4, workgroups against 64.</summary>
    private static readonly ConvCase[] Planar =
    [
        new(1, 1, 1, [7, 9], new([3, 3])),
        new(3, 3, 5, [11, 6], new([3, 2], [2, 1], [1, 0], [0, 2])),
        new(1, 5, 127, [9, 10], new([1, 1]), Bias: false),
        new(1, 8, 16, [8, 8], new([1, 1])),
        new(2, 127, 9, [5, 13], new([3, 3], null, [1, 1])),
        new(1, 4, 24, [13, 17], new([3, 5], [3, 2], [2, 1], [1, 3], [2, 1])),
        new(1, 3, 17, [30, 29], new([7, 7], [2, 2], [3, 3])),
        new(1, 6, 8, [12, 12], new([3, 3], null, [4, 4], null, [4, 4])),
        new(1, 4, 8, [9, 9], new([1, 1], [2, 2])),
        new(2, 6, 8, [6, 7], new([2, 2], null, [1, 1], [0, 0])),
        new(1, 2, 8, [3, 40], new([1, 9], [1, 3], [0, 8])),
        new(3, 16, 40, [16, 16], new([3, 3], null, [1, 1])),
        new(1, 4, 8, [6, 6], new([3, 3])),
    ];

    private static readonly ConvCase[] Grouped =
    [
        new(2, 6, 15, [7, 5], new([3, 3], null, [1, 1]), 3),
        new(1, 32, 32, [6, 6], new([3, 3], [2, 2], [1, 1]), 2),
        new(3, 10, 4, [8, 8], new([1, 1]), 2),
    ];

    private static readonly ConvCase[] Depthwise =
    [
        new(1, 5, 5, [9, 7], new([3, 3], null, [1, 1]), 5),
        new(3, 4, 12, [10, 11], new([5, 3], [2, 3], [1, 0], [2, 1]), 4),
        new(1, 127, 127, [8, 8], new([3, 3], [2, 2], [1, 1]), 127, Bias: false),
        new(2, 3, 3, [12, 12], new([3, 3], null, [2, 2], null, [2, 3]), 3),
        new(1, 3, 6, [6, 10], new([3, 3]), 3),
    ];

    private static readonly ConvCase[] OtherRanks =
    [
        new(2, 3, 5, [17], new([4], [3], [2], [1])),
        new(1, 4, 8, [20], new([1])),
        new(1, 3, 5, [5, 6, 7], new([3, 2, 1], [1, 2, 2], [1, 0, 1], [0, 1, 0])),
        new(3, 4, 6, [4, 5, 6], new([2, 2, 2], null, null, null, [2, 1, 3]), 2),
    ];

    public static TheoryData<string, int> Cases()
    {
        var data = new TheoryData<string, int>();
        void Add(ConvCase[] cases, params ConvAlgorithm[] algorithms)
        {
            foreach (ConvAlgorithm algorithm in algorithms)
            {
                for (int i = 0; i < cases.Length; i++)
                    data.Add($"{algorithm}: {cases[i]}", Array.IndexOf(All, cases[i]) * 10 + (int)algorithm);
            }
        }
        Add(Planar, ConvAlgorithm.Direct, ConvAlgorithm.Gemm);
        Add(Grouped, ConvAlgorithm.Direct, ConvAlgorithm.Gemm);
        Add(Depthwise, ConvAlgorithm.Direct, ConvAlgorithm.Gemm, ConvAlgorithm.Depthwise);
        Add(OtherRanks[..2], ConvAlgorithm.Direct, ConvAlgorithm.Gemm);
        Add(OtherRanks[2..], ConvAlgorithm.Direct);
        return data;
    }

    private static ConvCase[] All => [.. Planar, .. Grouped, .. Depthwise, .. OtherRanks];

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Every_algorithm_computes_every_case(string name, int code)
    {
        ConvCase c = All[code / 10];
        var algorithm = (ConvAlgorithm)(code % 10);
        Assert.StartsWith(algorithm.ToString(), name, StringComparison.Ordinal);
        Tensor<float> expected = ConvReference.Run(c.Input, c.Weights, c.BiasTensor, c.Window.Reference, c.Group);
        Check(c, new Conv(c.Window.Window, c.Group) { Force = algorithm }, expected, []);
        // The device chooses one tile; the others must work too.
        if (algorithm == ConvAlgorithm.Gemm)
            Check(c, new Conv(c.Window.Window, c.Group) { Force = algorithm, ForceTile = ConvTile.Gpu }, expected, []);
    }

    [SkippableTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_residual_is_added_before_the_activation(int algorithm)
    {
        ConvCase c = algorithm == (int)ConvAlgorithm.Depthwise ? Depthwise[0] : Planar[4];
        Tensor<float> plain = ConvReference.Run(c.Input, c.Weights, c.BiasTensor, c.Window.Reference, c.Group);
        Tensor<float> residual = TestData.Random(4, plain.Shape.ToArray());
        var expected = new Tensor<float>(plain.Shape, plain.Data.Zip(residual.Data, (a, b) => Math.Max(a + b, 0)).ToArray());
        var conv = new Conv(c.Window.Window, c.Group, new Activation(ActivationFunction.Relu), hasResidual: true) { Force = (ConvAlgorithm)algorithm };
        Check(c, conv, expected, [residual]);
    }

    [SkippableFact]
    public void Weights_may_come_at_run_time()
    {
        ConvCase c = Planar[4];
        Tensor<float> expected = ConvReference.Run(c.Input, c.Weights, c.BiasTensor, c.Window.Reference);
        OperatorHarness.Check(new Conv(c.Window.Window), [c.Input, c.Weights, c.BiasTensor], [expected]);
    }

    [SkippableFact]
    public void The_kernel_shape_may_be_left_to_the_weights()
    {
        ConvCase c = Planar[0];
        Tensor<float> expected = ConvReference.Run(c.Input, c.Weights, null, SpatialWindow.Of(3, 3));
        OperatorHarness.Check(new Conv(new SlidingWindow()), [c.Input, c.Weights], [expected], [1]);
    }

    private static void Check(ConvCase c, Conv conv, Tensor<float> expected, Tensor[] residual)
        => OperatorHarness.Check(conv, [c.Input, c.Weights, c.BiasTensor, .. residual], [expected], c.Bias ? [1, 2] : [1]);
}
