using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class InstanceNormalizationTests
{
    [SkippableTheory]
    [MemberData(nameof(BatchNormalizationTests.Shapes), MemberType = typeof(BatchNormalizationTests))]
    public void Each_channel_is_standardised(int[] shape)
    {
        Tensor<float> x = TestData.Random(1, shape);
        (Tensor<float> scale, Tensor<float> bias) = (TestData.Random(2, shape[1]), TestData.Random(3, shape[1]));
        Tensor<float> y = NormalizationReference.Standardize(x, [.. Enumerable.Range(2, shape.Length - 2)], 1e-2);
        OperatorHarness.Check(new InstanceNormalization(1e-2f), [x, scale, bias], [NormalizationReference.ScalePerChannel(y, scale, bias)]);
    }
}
