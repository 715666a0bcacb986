using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class BatchNormalizationTests
{
    public static TheoryData<int[]> Shapes => [new[] { 3, 5, 7, 4 }, new[] { 1, 127, 3, 5 }, new[] { 2, 3, 11 }, new[] { 1, 1, 13, 17 }, new[] { 3, 6, 2, 3, 2 }];

    [SkippableTheory]
    [MemberData(nameof(Shapes))]
    public void Parameters_known_and_fed(int[] shape)
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
    public void Training_measures_the_batch()
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
}
