using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;
using CnnVulkan.Tests.Operators;

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
        foreach (Planning planning in Profiles.In(Layout.Nc4hw))
            OperatorHarness.Check(new LRN(3, 0.5f, 0.75f, 2), [x], [expected], planning: planning);
    }

    /// <summary>In vectors of channels: windows of one channel, of even size, across several vectors, and wider than there are channels.</summary>
    [SkippableTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(14)]
    [InlineData(32)]
    public void Windows_that_leave_the_vector(int size)
    {
        foreach (int[] shape in new int[][] { [3, 8, 7, 4], [1, 4, 3, 5], [2, 24, 1, 1], [3, 12, 5], [1, 8, 2, 3, 2] })
            CheckVectors(size, shape, profile => profile);
    }

    [SkippableFact]
    public void Pictures_that_a_binding_cannot_span_together_are_split() => CheckVectors(5, [5, 8, 7, 9], profile => profile.Binding(5000));

    private static void CheckVectors(int size, int[] shape, Func<DeviceProfile, DeviceProfile> device)
    {
        Tensor<float> x = TestData.Random(1, shape), expected = NormalizationReference.LocalResponse(x, size, 0.5, 0.75, 2);
        foreach (Planning planning in Profiles.In(Layout.Nc4hw))
            OperatorHarness.Check(new LRN(size, 0.5f, 0.75f, 2), [x], [expected], planning: planning with { Profile = device(planning.Profile) });
    }
}
