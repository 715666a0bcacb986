using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Training;

/// <summary>BatchNormalizationGradient, through the operators that add it.</summary>
public sealed class BatchNormalizationGradientTests
{
    private const float Epsilon = 1e-3f;

    public static TheoryData<int[]> Shapes => [new[] { 3, 5, 5, 4 }, new[] { 1, 127, 3, 2 }, new[] { 2, 3, 11 }, new[] { 3, 1, 7, 9 }, new[] { 2, 6, 2, 3, 2 }, new[] { 7, 4, 1, 1 }, new[] { 11, 5 }];

    [SkippableTheory]
    [MemberData(nameof(Shapes))]
    public void Input_scale_and_bias(int[] shape)
    {
        int channels = shape[1], pixels = shape.Skip(2).Aggregate(1, (n, d) => n * d);
        Tensor<float>[] inputs = [TestData.Random(1, shape), TestData.Uniform(2, 0.5f, 2, channels), TestData.Random(3, channels)];
        foreach (bool layouts in new[] { true, false })
        {
            GradientHarness.Check(
                new BatchNormalizationTraining(Epsilon), inputs, x => Float64Normalization.Batch(x[0], x[1], x[2], pixels, Epsilon), [0, 1, 2], outputs: 3, layouts: layouts);
        }
    }

    [SkippableFact]
    public void Of_the_operator_that_files_train_with()
        => GradientHarness.Check(
            new BatchNormalization(Epsilon, training: true),
            [TestData.Random(1, 3, 5, 3, 4), TestData.Random(2, 5), TestData.Random(3, 5), TestData.Random(4, 5), TestData.Uniform(5, 0.5f, 2, 5)],
            x => Float64Normalization.Batch(x[0], x[1], x[2], 12, Epsilon),
            [0, 1, 2]);

    [SkippableFact]
    public void With_statistics_held_fast()
        => GradientHarness.Check(
            new BatchNormalization(Epsilon),
            [TestData.Random(1, 3, 5, 3, 4), TestData.Random(2, 5), TestData.Random(3, 5), TestData.Random(4, 5), TestData.Uniform(5, 0.5f, 2, 5)],
            x => Float64Normalization.Batch(x[0], x[1], x[2], x[3], x[4], 12, Epsilon),
            [0, 1, 2]);

    [SkippableTheory]
    [MemberData(nameof(Shapes))]
    public void In_every_layout(int[] shape) => Check(shape);

    [SkippableFact]
    public void Pictures_that_a_binding_cannot_span_together_are_split() => Check([7, 8, 7, 9], bytes: 5000);

    private static void Check(int[] shape, long? bytes = null)
    {
        int channels = shape[1];
        Tensor<float> x = TestData.Random(1, shape), gamma = TestData.Uniform(2, 0.5f, 2, channels), upstream = TestData.Random(3, shape);
        int pixels = x.Shape.CountOf(2, x.Shape.Rank);
        (double[] mean, double[] variance) = Float64Normalization.Statistics(x.Doubles(), channels, pixels);
        (double[] inputs, double[] gammas, double[] betas) = Float64Normalization.BatchGradient(x.Doubles(), gamma.Doubles(), upstream.Doubles(), pixels, Epsilon);
        GradientLayouts.Check(
            new BatchNormalizationGradient(Epsilon), [x, gamma, mean.Rounded(gamma.Shape), variance.Rounded(gamma.Shape), upstream],
            [inputs.Rounded(x.Shape), gammas.Rounded(gamma.Shape), betas.Rounded(gamma.Shape)], bytes);
    }
}
