using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class MeanVarianceNormalizationTests
{
    [SkippableTheory]
    [InlineData(new[] { 0, 2, 3 })]
    [InlineData(new[] { 1 })]
    [InlineData(new[] { 0, 2 })]
    public void Over_any_axes(int[] axes)
    {
        Tensor<float> x = TestData.Random(1, 3, 5, 7, 4);
        OperatorHarness.Check(new MeanVarianceNormalization([.. axes]), [x], [NormalizationReference.Standardize(x, axes, 0)]);
    }
}
