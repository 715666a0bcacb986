using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class PackedGlobalPoolTests
{
    private const float Filler = 777;

    [SkippableTheory]
    [InlineData(true, 1, 3, 5, 7)]
    [InlineData(false, 1, 3, 5, 7)]
    [InlineData(true, 3, 127, 13, 13)]
    [InlineData(false, 3, 127, 13, 13)]
    [InlineData(true, 2, 4, 1, 1)]
    [InlineData(false, 2, 4, 1, 1)]
    [InlineData(true, 1, 1, 60, 61)]
    [InlineData(false, 1, 1, 60, 61)]
    [InlineData(true, 3, 12, 1, 33)]
    [InlineData(false, 3, 12, 1, 33)]
    public void The_mean_and_the_largest(bool texels, params int[] shape)
    {
        Tensor<float> input = TestData.Random(5, shape);
        Check(GlobalPoolFunction.Average, input, PoolReference.Global(input, p => p.Average(v => (double)v)), PackedProfiles.Of(texels));
        // All below zero: a largest that starts from 0 would show.
        Tensor<float> negative = ElementwiseReference.Map(input, v => v - 2);
        Check(GlobalPoolFunction.Max, negative, PoolReference.Global(negative, p => p.Max()), PackedProfiles.Of(texels));
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void Planes_that_a_binding_cannot_span_together_are_split(bool texels)
    {
        Tensor<float> input = TestData.Random(1, 3, 7, 10, 10);
        Check(
            GlobalPoolFunction.Average, input, PoolReference.Global(input, p => p.Average(v => (double)v)),
            PackedProfiles.Binding(4096, PackedProfiles.Of(texels)));
    }

    private static void Check(GlobalPoolFunction function, Tensor<float> input, Tensor<float> expected, DeviceProfile profile)
        => OperatorHarness.Check(
            new PackedGlobalPool(function), [PackedReference.Pack(input, Filler)], [expected], profile: profile,
            read: t => PackedReference.Unpack((Tensor<float>)t, input.Shape[1]));
}
