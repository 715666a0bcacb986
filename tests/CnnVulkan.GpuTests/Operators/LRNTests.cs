using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class LRNTests
{
    [SkippableTheory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(300)]
    public void Windows_that_leave_the_channels(int size)
    {
        foreach (int[] shape in new int[][] { [3, 5, 7, 4], [1, 127, 3, 5], [2, 1, 6, 1] })
        {
            Tensor<float> x = TestData.Random(1, shape);
            OperatorHarness.Check(new LRN(size, 0.5f, 0.75f, 2), [x], [NormalizationReference.LocalResponse(x, size, 0.5, 0.75, 2)]);
        }
    }

    /// <summary>A network that has gone wrong must show: whoever has NaN in its window becomes NaN, the others do not.</summary>
    [SkippableFact]
    public void NaN_spreads_as_far_as_the_window()
    {
        Tensor<float> x = TestData.Random(1, 1, 8, 3, 5);
        x.Data[3 * 15 + 7] = float.NaN;
        Tensor<float> expected = NormalizationReference.LocalResponse(x, 3, 0.5, 0.75, 2);
        Assert.Equal(3, expected.Data.Count(float.IsNaN));
        OperatorHarness.Check(new LRN(3, 0.5f, 0.75f, 2), [x], [expected]);
        foreach (bool texels in new[] { false, true })
        {
            OperatorHarness.Check(
                new PackedLRN(new LRN(3, 0.5f, 0.75f, 2)), [PackedReference.Pack(x)], [expected],
                limits: PackedLimits.Of(texels), read: t => PackedReference.Unpack((Tensor<float>)t, 8));
        }
    }
}
