using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

/// <summary>BatchNormalization, InstanceNormalization, GroupNormalization, LayerNormalization, MeanVarianceNormalization, LpNormalization, LRN.</summary>
public class NormalizationTests
{
    public static TheoryData<int[]> Shapes => [new[] { 3, 5, 7, 4 }, new[] { 1, 127, 3, 5 }, new[] { 2, 3, 11 }, new[] { 1, 1, 13, 17 }, new[] { 3, 6, 2, 3, 2 }];

    [SkippableTheory]
    [MemberData(nameof(Shapes))]
    public void BatchNormalization_with_parameters_known_and_fed(int[] shape)
    {
        Tensor<float> x = TestData.Random(1, shape);
        (Tensor<float> scale, Tensor<float> bias, Tensor<float> mean) = (TestData.Random(2, shape[1]), TestData.Random(3, shape[1]), TestData.Random(4, shape[1]));
        Tensor<float> variance = TestData.Uniform(5, 0.5f, 2, shape[1]);
        Tensor<float> expected = NormalizationReference.Batch(x, scale, bias, mean, variance, 1e-2);
        OperatorHarness.Check(new BatchNormalization(1e-2f), [x, scale, bias, mean, variance], [expected]);
        OperatorHarness.Check(new BatchNormalization(1e-2f), [x, scale, bias, mean, variance], [expected], [1, 2, 3, 4]);
        Operator relu = new BatchNormalization(1e-2f).WithActivation(new Activation(ActivationFunction.Relu));
        OperatorHarness.Check(relu, [x, scale, bias, mean, variance], [ElementwiseReference.Map(expected, v => Math.Max(v, 0))], [1, 2, 3, 4]);
    }

    [SkippableFact]
    public void BatchNormalization_in_training_measures_the_batch()
    {
        Tensor<float> x = TestData.Random(1, 3, 5, 7, 4);
        (Tensor<float> scale, Tensor<float> bias, Tensor<float> mean) = (TestData.Random(2, 5), TestData.Random(3, 5), TestData.Random(4, 5));
        Tensor<float> variance = TestData.Uniform(5, 0.5f, 2, 5);
        int[] axes = [0, 2, 3];
        Tensor<float> y = NormalizationReference.ScalePerChannel(NormalizationReference.Standardize(x, axes, 1e-5), scale, bias);
        Tensor<float> Running(Tensor<float> old, Tensor<float> now) => new(old.Shape, [.. old.Data.Select((v, c) => 0.8f * v + 0.2f * now.Data[c])]);
        OperatorHarness.Check(new BatchNormalization(momentum: 0.8f, training: true), [x, scale, bias, mean, variance],
            [y, Running(mean, NormalizationReference.Mean(x, axes)), Running(variance, NormalizationReference.Variance(x, axes))]);
        Operator relu = new BatchNormalization(training: true).WithActivation(new Activation(ActivationFunction.Relu));
        OperatorHarness.Check(relu, [x, scale, bias, mean, variance], [ElementwiseReference.Map(y, v => Math.Max(v, 0))], outputs: 3);
    }

    [SkippableTheory]
    [MemberData(nameof(Shapes))]
    public void InstanceNormalization_standardises_each_channel(int[] shape)
    {
        Tensor<float> x = TestData.Random(1, shape);
        (Tensor<float> scale, Tensor<float> bias) = (TestData.Random(2, shape[1]), TestData.Random(3, shape[1]));
        Tensor<float> y = NormalizationReference.Standardize(x, [.. Enumerable.Range(2, shape.Length - 2)], 1e-2);
        OperatorHarness.Check(new InstanceNormalization(1e-2f), [x, scale, bias], [NormalizationReference.ScalePerChannel(y, scale, bias)]);
    }

    [SkippableTheory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    [InlineData(6, false)]
    public void GroupNormalization_scales_per_channel_or_group(int groups, bool perGroup)
    {
        Tensor<float> x = TestData.Random(1, 2, 6, 5, 7);
        int count = perGroup ? groups : 6;
        (Tensor<float> scale, Tensor<float> bias) = (TestData.Random(2, count), TestData.Random(3, count));
        Tensor<float> PerChannel(Tensor<float> p) => new(new TensorShape(6), [.. Enumerable.Range(0, 6).Select(c => p.Data[perGroup ? c / (6 / groups) : c])]);
        Tensor<float> y = NormalizationReference.ScalePerChannel(NormalizationReference.Group(x, groups, 1e-3), PerChannel(scale), PerChannel(bias));
        OperatorHarness.Check(new GroupNormalization(groups, 1e-3f), [x, scale, bias], [y]);
    }

    [SkippableTheory]
    [InlineData(new[] { 3, 5, 7 }, -1, true)]
    [InlineData(new[] { 3, 5, 7 }, 1, false)]
    [InlineData(new[] { 3, 5, 7 }, 0, true)]
    [InlineData(new[] { 2, 4, 300 }, -1, true)]
    public void LayerNormalization_with_its_statistics(int[] shape, int axis, bool withBias)
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

    [SkippableTheory]
    [InlineData(new[] { 0, 2, 3 })]
    [InlineData(new[] { 1 })]
    [InlineData(new[] { 0, 2 })]
    public void MeanVarianceNormalization_over_any_axes(int[] axes)
    {
        Tensor<float> x = TestData.Random(1, 3, 5, 7, 4);
        OperatorHarness.Check(new MeanVarianceNormalization([.. axes]), [x], [NormalizationReference.Standardize(x, axes, 0)]);
    }

    [SkippableTheory]
    [InlineData(-1, 2)]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    public void LpNormalization_divides_by_the_norm(int axis, int p)
    {
        Tensor<float> x = TestData.Random(1, 3, 5, 77);
        Array.Clear(x.Data, 0, 77);
        OperatorHarness.Check(new LpNormalization(axis, p), [x], [NormalizationReference.Lp(x, axis, p)]);
    }

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(300)]
    public void LRN_over_windows_that_leave_the_channels(int size)
    {
        foreach (int[] shape in new int[][] { [3, 5, 7, 4], [1, 127, 3, 5], [2, 1, 6, 1] })
        {
            Tensor<float> x = TestData.Random(1, shape);
            OperatorHarness.Check(new LRN(size, 0.5f, 0.75f, 2), [x], [NormalizationReference.LocalResponse(x, size, 0.5, 0.75, 2)]);
        }
    }
}
