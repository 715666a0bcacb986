using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class LayerNormalizationTests
{
    [SkippableTheory]
    [InlineData(new[] { 3, 5, 7 }, -1, true)]
    [InlineData(new[] { 3, 5, 7 }, 1, false)]
    [InlineData(new[] { 3, 5, 7 }, 0, true)]
    [InlineData(new[] { 2, 4, 300 }, -1, true)]
    public void With_its_statistics(int[] shape, int axis, bool withBias)
    {
        Tensor<float> x = TestData.Random(1, shape);
        int first = x.Shape.NormalizeAxis(axis);
        int[] axes = [.. Enumerable.Range(first, shape.Length - first)];
        Tensor<float> scale = TestData.Random(2, shape[first..]);
        Tensor<float>? bias = withBias ? TestData.Random(3, shape[first..]) : null;
        Tensor<float> y = ElementwiseReference.Zip(NormalizationReference.Standardize(x, axes, 1e-5), scale, (v, s) => v * s);
        if (bias is not null)
            y = ElementwiseReference.Zip(y, bias, (v, b) => v + b);
        Tensor<float> mean = NormalizationReference.Mean(x, axes);
        Tensor<float> inverse = ElementwiseReference.Map(NormalizationReference.Variance(x, axes), v => 1 / Math.Sqrt(v + 1e-5));
        OperatorHarness.Check(new LayerNormalization(axis), [x, scale, bias], [y, mean, inverse], float16: false);
        OperatorHarness.Check(new LayerNormalization(axis), [x, scale, bias], [y]);
    }

    /// <summary>The mean is 100 times the deviation: E[x²] - mean² would have lost it.</summary>
    [SkippableFact]
    public void A_small_variance_around_a_large_mean_survives()
    {
        Tensor<float> x = TestData.Uniform(1, 99f, 101f, 3, 200);
        Tensor<float> ones = new(new TensorShape(200), [.. Enumerable.Repeat(1f, 200)]);
        OperatorHarness.Check(new LayerNormalization(), [x, ones], [NormalizationReference.Standardize(x, [1], 1e-5)], float16: false, tolerance: 2e-4);
    }
}
