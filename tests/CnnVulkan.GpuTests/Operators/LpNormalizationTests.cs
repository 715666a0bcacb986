using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class LpNormalizationTests
{
    [SkippableTheory]
    [InlineData(-1, 2)]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    public void Divides_by_the_norm(int axis, int p)
    {
        Tensor<float> x = TestData.Random(1, 3, 5, 77);
        Array.Clear(x.Data, 0, 77);
        OperatorHarness.Check(new LpNormalization(axis, p), [x], [NormalizationReference.Lp(x, axis, p)]);
    }
}
