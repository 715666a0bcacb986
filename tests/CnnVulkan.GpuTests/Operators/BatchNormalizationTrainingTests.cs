using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Reference;
using CnnVulkan.Tests.Operators;

namespace CnnVulkan.GpuTests.Operators;

public sealed class BatchNormalizationTrainingTests
{
    private const float Epsilon = 1e-3f;

    public static TheoryData<int[]> Shapes =>
    [
        new[] { 3, 5, 7, 4 }, new[] { 1, 127, 3, 5 }, new[] { 2, 3, 11 }, new[] { 3, 1, 33, 17 }, new[] { 3, 6, 2, 3, 2 }, new[] { 37, 8, 1, 1 }, new[] { 9, 4, 16, 16 },
    ];

    [SkippableTheory]
    [MemberData(nameof(Shapes))]
    public void Output_mean_and_variance_of_the_batch(int[] shape) => CheckAll(TestData.Random(1, shape), profile => profile);

    [SkippableFact]
    public void Values_without_pixels()
    {
        Tensor<float> x = TestData.Random(1, 11, 5);
        OperatorHarness.Check(new BatchNormalizationTraining(Epsilon), Inputs(x), Expected(x), float16: false);
    }

    [SkippableFact]
    public void Pictures_that_a_binding_cannot_span_together_are_split() => CheckAll(TestData.Random(1, 7, 8, 7, 9), profile => profile.Binding(5000));

    /// <summary>E[x²] - E[x]² would lose every digit here.</summary>
    [SkippableFact]
    public void A_mean_far_from_zero_costs_the_variance_no_digits()
    {
        Tensor<float> x = ElementwiseReference.Map(TestData.Random(1, 3, 5, 16, 16), v => 4096 + Math.Round(v * 64) / 64);
        CheckAll(x, profile => profile);
    }

    [SkippableFact]
    public void It_ends_with_a_sum_and_a_function()
    {
        foreach (int[] shape in new int[][] { [3, 5, 7, 4], [2, 8, 3, 9] })
        {
            Tensor<float> x = TestData.Random(1, shape), residual = TestData.Random(7, shape);
            Tensor<float>[] plain = Expected(x);
            Operator relu = new BatchNormalizationTraining(Epsilon).WithActivation(new Activation(ActivationFunction.Relu));
            Check(relu, Inputs(x), [ElementwiseReference.Map(plain[0], v => Math.Max(v, 0)), plain[1], plain[2]]);
            Operator sum = new BatchNormalizationTraining(Epsilon).WithResidual(new Activation(ActivationFunction.Relu))!.Value.Operator;
            Tensor<float> added = new(x.Shape, [.. plain[0].Data.Zip(residual.Data, (a, b) => Math.Max(a + b, 0))]);
            Check(sum, [.. Inputs(x), residual], [added, plain[1], plain[2]]);
        }
    }

    private static Tensor<float>[] Inputs(Tensor<float> x) => [x, TestData.Random(2, x.Shape[1]), TestData.Random(3, x.Shape[1])];

    private static Tensor<float>[] Expected(Tensor<float> x)
    {
        double[][] inputs = [.. Inputs(x).Select(t => t.Data.Select(v => (double)v).ToArray())];
        int pixels = x.Shape.CountOf(2, x.Shape.Rank);
        (double[] mean, double[] variance) = Float64Normalization.Statistics(inputs[0], x.Shape[1], pixels);
        Tensor<float> Of(TensorShape shape, double[] values) => new(shape, [.. values.Select(v => (float)v)]);
        var statistic = new TensorShape(x.Shape[1]);
        return [Of(x.Shape, Float64Normalization.Batch(inputs[0], inputs[1], inputs[2], pixels, Epsilon)), Of(statistic, mean), Of(statistic, variance)];
    }

    private static void CheckAll(Tensor<float> x, Func<DeviceProfile, DeviceProfile> device) => Check(new BatchNormalizationTraining(Epsilon), Inputs(x), Expected(x), device);

    private static void Check(Operator op, Tensor<float>[] inputs, Tensor<float>[] expected, Func<DeviceProfile, DeviceProfile>? device = null)
    {
        foreach (Planning planning in Profiles.In(Layout.Nchw).Concat(Profiles.In(Layout.Nc4hw)))
        {
            DeviceProfile profile = device is null ? planning.Profile : device(planning.Profile);
            OperatorHarness.Check(op, inputs, expected, float16: false, planning: planning with { Profile = profile });
        }
    }
}
