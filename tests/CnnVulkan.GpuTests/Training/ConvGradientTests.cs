using CnnVulkan.GpuTests.Operators;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Training;

public sealed class ConvGradientTests
{
    private static readonly WindowCase Same = new([3, 3], null, [1, 1]);

    private static readonly ConvCase[] Cases =
    [
        new(1, 1, 1, [5, 6], new([3, 3])),
        new(3, 3, 5, [7, 6], new([3, 2], [2, 1], [1, 0], [0, 2])),
        new(1, 8, 5, [4, 5], Same),
        new(3, 5, 8, [6, 3], Same, Bias: false),
        new(1, 4, 9, [8, 7], new([3, 5], [3, 2], [2, 1], [1, 3], [2, 1])),
        new(1, 3, 4, [9, 10], new([7, 7], [2, 2], [3, 3])),
        new(1, 2, 8, [3, 20], new([1, 9], [1, 3], [0, 8])),
        // Pads wider than the filter, before and past.
        new(1, 8, 3, [2, 2], new([3, 3], null, [4, 3], [2, 4])),
        new(2, 5, 8, [4, 5], new([1, 1], null, [1, 0], [0, 2])),
        new(1, 3, 2, [3, 3], new([2, 2], [7, 7], [5, 5])),
        // Strides that leave a rest; single taps.
        new(3, 4, 6, [7, 8], new([3, 3], [3, 3])),
        new(1, 8, 5, [7, 6], new([1, 1], [2, 2])),
        new(2, 5, 3, [5, 5], new([1, 1])),
        new(1, 5, 4, [8, 8], new([1, 1], [3, 2], [1, 1], [0, 2])),
        // As large as the picture.
        new(3, 5, 8, [4, 3], new([4, 3])),
        new(2, 3, 5, [3, 2], new([3, 2], [2, 2]), Bias: false),
        // Dilated.
        new(1, 6, 4, [9, 9], new([3, 3], null, [4, 4], null, [4, 4])),
        new(3, 3, 5, [6, 8], new([3, 3], null, [2, 1], [1, 3], [2, 1])),
        // Groups: whole vectors of channels, and less.
        new(2, 8, 16, [5, 4], Same, 2),
        new(1, 6, 9, [4, 5], Same, 3),
        new(3, 10, 4, [4, 4], new([1, 1]), 2),
        new(1, 8, 24, [6, 5], new([3, 3], [2, 2], [1, 1]), 2),
        // Each channel by itself.
        new(1, 5, 5, [5, 7], Same, 5),
        new(3, 8, 8, [6, 7], new([5, 3], [2, 3], [1, 0], [2, 1]), 8),
        new(1, 4, 8, [5, 4], new([3, 3]), 4),
        new(2, 4, 4, [6, 6], new([3, 3], null, [2, 2], null, [2, 3]), 4, Bias: false),
        // One axis, three axes.
        new(2, 3, 5, [11], new([4], [3], [2], [1])),
        new(1, 4, 8, [9], new([3])),
        new(1, 3, 5, [4, 5, 6], new([3, 2, 1], [1, 2, 2], [1, 0, 1], [0, 1, 0])),
        new(3, 4, 6, [3, 4, 4], new([2, 2, 2], null, null, null, [2, 1, 3]), 2),
    ];

    /// <summary>Too large for differences: against the definition of the gradients.</summary>
    private static readonly ConvCase[] Large =
    [
        new(2, 127, 9, [5, 7], Same),
        new(1, 5, 127, [6, 10], new([3, 3], null, [1, 0], [0, 2])),
        new(16, 16, 32, [32, 32], Same),
        new(4, 16, 32, [33, 31], new([3, 3], [2, 2], [1, 1])),
        new(3, 1, 6, [28, 28], new([5, 5], null, [2, 2])),
        new(3, 6, 16, [14, 14], new([5, 5])),
        new(20, 16, 120, [5, 5], new([5, 5])),
        // Minimal filtering.
        new(32, 64, 64, [8, 8], Same),
        new(2, 40, 48, [9, 11], new([1, 1])),
        new(1, 3, 17, [30, 29], new([7, 7], [2, 2], [3, 3])),
        new(1, 12, 20, [12, 11], new([11, 11], null, [5, 5])),
        new(5, 32, 32, [14, 15], Same, 32),
        new(2, 24, 48, [7, 9], Same, 3),
    ];

    public static TheoryData<int, bool, string> Small => Named(Cases);

    public static TheoryData<int, bool, string> Big => Named(Large);

    [SkippableTheory]
    [MemberData(nameof(Small))]
    public void Gradients_are_differences(int index, bool layouts, string name)
    {
        ConvCase c = Cases[index];
        Assert.Equal(name, c.ToString());
        GradientHarness.Check(
            c.Conv(),
            [c.Input, c.Weights, c.BiasTensor],
            x => Float64Layers.Conv(x[0], c.Input.Shape, x[1], c.Weights.Shape, x[2], c.Window.Reference, c.Group),
            c.Bias ? [0, 1, 2] : [0, 1],
            layouts: layouts);
    }

    [SkippableTheory]
    [MemberData(nameof(Big))]
    public void Large_gradients_are_their_definition(int index, bool layouts, string name)
    {
        ConvCase c = Large[index];
        Assert.Equal(name, c.ToString());
        int[] needs = c.Bias ? [0, 1, 2] : [0, 1];
        GradientHarness.CheckAgainst(
            c.Conv(),
            [c.Input, c.Weights, c.BiasTensor],
            (x, upstream) =>
            [
                Float64Layers.ConvInputGradient(upstream, c.Input.Shape, x[1], c.Weights.Shape, c.Window.Reference, c.Group),
                Float64Layers.ConvWeightGradient(x[0], c.Input.Shape, upstream, c.Weights.Shape, c.Window.Reference, c.Group),
                ChannelSums(upstream, c.Expected.Shape),
            ],
            needs,
            layouts: layouts);
    }

    private static double[] ChannelSums(double[] gradient, TensorShape shape)
    {
        var sums = new double[shape[1]];
        int pixels = shape.CountOf(2, shape.Rank);
        for (int i = 0; i < gradient.Length; i++)
            sums[i / pixels % shape[1]] += gradient[i];
        return sums;
    }

    private static TheoryData<int, bool, string> Named(ConvCase[] cases)
    {
        var data = new TheoryData<int, bool, string>();
        for (int i = 0; i < cases.Length; i++)
        {
            data.Add(i, true, cases[i].ToString());
            data.Add(i, false, cases[i].ToString());
        }
        return data;
    }
}
