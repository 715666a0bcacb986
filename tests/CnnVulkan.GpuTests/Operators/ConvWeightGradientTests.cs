using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;
using CnnVulkan.Tests.Operators;

namespace CnnVulkan.GpuTests.Operators;

/// <summary>As this device would have it and as others would; <c>ConvGradientTests</c> has more cases.</summary>
public sealed class ConvWeightGradientTests
{
    private static readonly WindowCase Same = new([3, 3], null, [1, 1]);

    private static readonly ConvCase[] Cases =
    [
        new(3, 3, 5, [11, 6], new([3, 2], [2, 1], [1, 0], [0, 2])),
        new(2, 20, 41, [7, 9], Same),
        new(1, 4, 24, [13, 17], new([3, 5], [3, 2], [2, 1], [1, 3], [2, 1])),
        new(2, 33, 17, [6, 5], new([1, 1])),
        new(2, 12, 24, [9, 8], Same, 3),
        new(3, 8, 8, [10, 11], new([5, 3], [2, 3], [1, 0], [2, 1]), 8),
        new(1, 3, 4, [14, 13], new([7, 9], [2, 2], [3, 3])),
        new(2, 6, 9, [8, 7], Same, 3),
        new(2, 3, 5, [5, 6, 7], new([3, 2, 1], [1, 2, 2], [1, 0, 1], [0, 1, 0])),
    ];

    public static TheoryData<int, string> ByName()
    {
        var data = new TheoryData<int, string>();
        for (int i = 0; i < Cases.Length; i++)
            data.Add(i, Cases[i].ToString());
        return data;
    }

    [SkippableTheory]
    [MemberData(nameof(ByName))]
    public void Every_device_gets_the_same(int index, string name)
    {
        ConvCase c = Cases[index];
        Assert.Equal(name, c.ToString());
        foreach (var profile in Profiles.All)
            Check(c, profile);
    }

    /// <summary>Each picture by itself, because a binding holds no two.</summary>
    [SkippableTheory]
    [InlineData(1)]
    [InlineData(7)]
    public void A_batch_larger_than_a_binding_is_split(int index)
    {
        foreach (var profile in Profiles.All)
            Check(Cases[index], profile.Binding(index == 1 ? 60000 : 3000));
    }

    private static void Check(ConvCase c, DeviceProfile profile)
    {
        var gradient = TestData.Random(5, c.Expected.Shape.ToArray());
        var op = new ConvWeightGradient(c.Window.Window.Resolve(c.Input.Shape, c.Weights.Shape), c.Group, c.Weights.Shape);
        double[] sums = Float64Layers.ConvWeightGradient(
            [.. c.Input.Data.Select(x => (double)x)], c.Input.Shape, [.. gradient.Data.Select(x => (double)x)], c.Weights.Shape, c.Window.Reference, c.Group);
        var expected = new Tensor<float>(c.Weights.Shape, [.. sums.Select(s => (float)s)]);
        bool vectors = c.Input.Shape.Rank == 4 && ConvWeightGradientTile.Fits(ConvGeometry.Of(c.Window.Window, c.Group, Graphs.TensorInfo.Of(c.Input), Graphs.TensorInfo.Of(c.Weights)));
        OperatorHarness.Check(op, [c.Input, gradient], [expected], float16: false, planning: new Planning(profile, vectors ? Layout.Nc4hw : Layout.Nchw));
    }
}
