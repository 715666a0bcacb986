using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class GroupNormalizationTests
{
    [SkippableTheory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    [InlineData(6, false)]
    public void Scales_are_per_channel_or_group(int groups, bool perGroup)
    {
        Tensor<float> x = TestData.Random(1, 2, 6, 5, 7);
        int count = perGroup ? groups : 6;
        (Tensor<float> scale, Tensor<float> bias) = (TestData.Random(2, count), TestData.Random(3, count));
        Tensor<float> PerChannel(Tensor<float> p) => new(new TensorShape(6), [.. Enumerable.Range(0, 6).Select(c => p.Data[perGroup ? c / (6 / groups) : c])]);
        Tensor<float> y = NormalizationReference.ScalePerChannel(NormalizationReference.Group(x, groups, 1e-3), PerChannel(scale), PerChannel(bias));
        OperatorHarness.Check(new GroupNormalization(groups, 1e-3f), [x, scale, bias], [y]);
    }
}
