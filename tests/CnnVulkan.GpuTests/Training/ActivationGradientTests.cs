using CnnVulkan.GpuTests.Harness;
using CnnVulkan.GpuTests.Operators;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Reference;
using CnnVulkan.Tests.Operators;

namespace CnnVulkan.GpuTests.Training;

public sealed class ActivationGradientTests
{
    private static readonly Activation[] All =
    [
        new(ActivationFunction.None),
        new(ActivationFunction.Relu),
        new(ActivationFunction.LeakyRelu, 0.1f),
        new(ActivationFunction.LeakyRelu, -0.3f),
        new(ActivationFunction.Clip, -1.5f, 2),
        new(ActivationFunction.Sigmoid),
        new(ActivationFunction.Tanh),
        new(ActivationFunction.Elu, 1.3f),
        new(ActivationFunction.Elu, -0.5f),
        new(ActivationFunction.HardSigmoid, 0.2f, 0.5f),
        new(ActivationFunction.HardSwish),
        new(ActivationFunction.Swish, 1.5f),
        new(ActivationFunction.Selu, 1.67f, 1.05f),
        new(ActivationFunction.Celu, 0.7f),
        new(ActivationFunction.Softplus),
        new(ActivationFunction.Softsign),
        new(ActivationFunction.ThresholdedRelu, 0.5f),
        new(ActivationFunction.ThresholdedRelu, -0.5f),
        new(ActivationFunction.Gelu),
        new(ActivationFunction.GeluTanh),
        new(ActivationFunction.Mish),
    ];

    private static readonly double[] Kinks = [0, -1.5, 2, -2.5, 2.5, -3, 3, 0.5, -0.5];

    public static TheoryData<int> Indices => [.. Enumerable.Range(0, All.Length)];

    [SkippableTheory]
    [MemberData(nameof(Indices))]
    public void Every_function(int index)
    {
        Activation activation = All[index];
        foreach (int[] shape in new int[][] { [3, 5, 7, 4], [1, 1, 3], [2, 3] })
            GradientCases.Check(new Activate(activation), [GradientCases.AwayFrom(1, Kinks, shape)], x => [.. x[0].Select(v => Apply(activation, v))], [0]);
    }

    /// <summary>In vectors of channels, of which the last may begin with one that exists.</summary>
    [SkippableTheory]
    [MemberData(nameof(Indices))]
    public void Every_function_in_vectors(int index)
    {
        Activation activation = All[index];
        var op = new ActivationGradient(activation);
        foreach (int[] shape in new int[][] { [3, 5, 7, 4], [1, 127, 3, 2], [2, 8, 5] })
        {
            Tensor<float> x = GradientCases.AwayFrom(1, Kinks, shape), gradient = TestData.Random(2, shape);
            Tensor<float> value = op.FromOutput ? ElementwiseReference.Map(x, v => Apply(activation, v)) : x;
            Tensor<float> expected = new(x.Shape, [.. x.Data.Zip(gradient.Data, (v, g) => (float)(g * (Apply(activation, v + 1e-5) - Apply(activation, v - 1e-5)) / 2e-5))]);
            foreach (Planning planning in Profiles.In(Layout.Nc4hw))
                OperatorHarness.Check(op, [gradient, value], [expected], float16: false, tolerance: 2e-4, planning: planning);
        }
    }

    [SkippableFact]
    public void Bounds_that_are_inputs()
        => GradientCases.Check(
            new Clip(), [GradientCases.AwayFrom(1, [0, 2], 2, 3, 5), new Tensor<float>(TensorShape.Scalar, [0]), new Tensor<float>(TensorShape.Scalar, [2])],
            x => [.. x[0].Select(v => Math.Clamp(v, 0, 2))], [0]);

    [SkippableFact]
    public void What_a_binding_cannot_span_is_split()
    {
        Tensor<float> y = TestData.Random(1, 3, 8, 21, 7), gradient = TestData.Random(2, 3, 8, 21, 7);
        Tensor<float> expected = ElementwiseReference.Zip(gradient, y, (g, v) => v > 0 ? g : 0);
        foreach (Planning planning in Profiles.In(Layout.Nc4hw).Append(new Planning(Profiles.Device)))
        {
            OperatorHarness.Check(
                new ActivationGradient(new Activation(ActivationFunction.Relu)), [gradient, y], [expected], float16: false,
                planning: planning with { Profile = planning.Profile.Binding(5000) });
        }
    }

    private static double Apply(Activation activation, double x) => ActivateTests.Definitions[activation.Function](x, activation.Alpha, activation.Beta);
}
