using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class PackedLRNTests
{
    /// <summary>Windows of one channel, of even size, across several vectors, and wider than there are channels.</summary>
    [SkippableTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(14)]
    [InlineData(41)]
    public void Windows_that_leave_the_vector_and_the_channels(int size)
    {
        foreach (int[] shape in new int[][] { [3, 8, 7, 4], [1, 4, 3, 5], [2, 24, 1, 1] })
        {
            Tensor<float> x = TestData.Random(1, shape);
            foreach (bool texels in new[] { false, true })
            {
                OperatorHarness.Check(
                    new PackedLRN(new LRN(size, 0.5f, 0.75f, 2)), [PackedReference.Pack(x)], [NormalizationReference.LocalResponse(x, size, 0.5, 0.75, 2)],
                    profile: PackedProfiles.Of(texels), read: t => PackedReference.Unpack((Tensor<float>)t, shape[1]));
            }
        }
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void Pictures_that_a_binding_cannot_span_together_are_split(bool texels)
    {
        Tensor<float> x = TestData.Random(1, 5, 8, 7, 9);
        OperatorHarness.Check(
            new PackedLRN(new LRN(5, 0.5f, 0.75f, 2)), [PackedReference.Pack(x)], [NormalizationReference.LocalResponse(x, 5, 0.5, 0.75, 2)],
            profile: PackedProfiles.Binding(5000, PackedProfiles.Of(texels)), read: t => PackedReference.Unpack((Tensor<float>)t, 8));
    }
}
