using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Reference;
using CnnVulkan.Tests.Operators;

namespace CnnVulkan.GpuTests.Operators;

public class ActivateTests
{
    private const double Sqrt2 = 1.4142135623730951;

    /// <summary>Each function as its definition has it, with no thought of overflow.</summary>
    internal static readonly Dictionary<ActivationFunction, Func<double, double, double, double>> Definitions = new()
    {
        [ActivationFunction.None] = (x, _, _) => x,
        [ActivationFunction.Relu] = (x, _, _) => x > 0 ? x : 0,
        [ActivationFunction.LeakyRelu] = (x, a, _) => x < 0 ? a * x : x,
        [ActivationFunction.Clip] = (x, a, b) => x < a ? a : x > b ? b : x,
        [ActivationFunction.Sigmoid] = (x, _, _) => 1 / (1 + Math.Exp(-x)),
        [ActivationFunction.Tanh] = (x, _, _) => Math.Tanh(x),
        [ActivationFunction.Elu] = (x, a, _) => x < 0 ? a * (Math.Exp(x) - 1) : x,
        [ActivationFunction.HardSigmoid] = (x, a, b) => Math.Clamp(a * x + b, 0, 1),
        [ActivationFunction.HardSwish] = (x, _, _) => x * Math.Clamp(x / 6 + 0.5, 0, 1),
        [ActivationFunction.Swish] = (x, a, _) => x / (1 + Math.Exp(-a * x)),
        [ActivationFunction.Selu] = (x, a, b) => b * (x > 0 ? x : a * Math.Exp(x) - a),
        [ActivationFunction.Celu] = (x, a, _) => Math.Max(0, x) + Math.Min(0, a * (Math.Exp(x / a) - 1)),
        [ActivationFunction.Softplus] = (x, _, _) => x > 30 ? x : Math.Log(Math.Exp(x) + 1),
        [ActivationFunction.Softsign] = (x, _, _) => x / (1 + Math.Abs(x)),
        [ActivationFunction.ThresholdedRelu] = (x, a, _) => x > a ? x : 0,
        [ActivationFunction.Gelu] = (x, _, _) => 0.5 * x * (1 + ElementwiseReference.Erf(x / Sqrt2)),
        [ActivationFunction.GeluTanh] = (x, _, _) => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * Math.Pow(x, 3)))),
        [ActivationFunction.Mish] = (x, _, _) => x * Math.Tanh(x > 30 ? x : Math.Log(1 + Math.Exp(x))),
    };

    public static TheoryData<int> Functions => [.. Enum.GetValues<ActivationFunction>().Select(f => (int)f)];

    [SkippableTheory]
    [MemberData(nameof(Functions))]
    public void Every_function_of_the_table(int number)
    {
        var activation = new Activation((ActivationFunction)number, 0.7f, 1.3f);
        foreach (float range in new[] { 1f, 8f })
        {
            Tensor<float> x = TestData.Uniform(number, -range, range, 3, 5, 7, 11);
            Tensor<float> expected = ElementwiseReference.Map(x, v => Definitions[activation.Function](v, activation.Alpha, activation.Beta));
            OperatorHarness.Check(new Activate(activation), [x], [expected]);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Functions))]
    public void Every_function_in_vectors_of_channels(int number)
    {
        var activation = new Activation((ActivationFunction)number, 0.7f, 1.3f);
        Tensor<float> x = TestData.Uniform(number, -3, 3, 3, 5, 7, 11);
        Tensor<float> expected = ElementwiseReference.Map(x, v => Definitions[activation.Function](v, activation.Alpha, activation.Beta));
        OperatorHarness.Check(new Activate(activation), [x], [expected], planning: new Planning(Profiles.Device, Layout.Nc4hw));
    }

    /// <summary>Where e^x overflows, what is finite must stay finite.</summary>
    [SkippableTheory]
    [InlineData(4, new[] { 0f, 1f })]
    [InlineData(5, new[] { -1f, 1f })]
    [InlineData(9, new[] { 0f, 300f })]
    [InlineData(12, new[] { 0f, 300f })]
    [InlineData(17, new[] { 0f, 300f })]
    public void Large_numbers_do_not_overflow(int number, float[] expected)
    {
        var x = new Tensor<float>(new TensorShape(2), [-300, 300]);
        OperatorHarness.Check(new Activate(new Activation((ActivationFunction)number, 1, 0)), [x], [new Tensor<float>(x.Shape, expected)]);
    }

    [SkippableTheory]
    [InlineData(new int[0])]
    [InlineData(new[] { 1 })]
    [InlineData(new[] { 10007 })]
    public void Sizes_no_workgroup_divides(int[] shape)
    {
        Tensor<float> x = TestData.Random(7, shape);
        OperatorHarness.Check(new Activate(new Activation(ActivationFunction.Relu)), [x], [ElementwiseReference.Map(x, v => Math.Max(v, 0))]);
    }

    [SkippableFact]
    public void Relu_of_integers()
        => OperatorHarness.Check(new Activate(new Activation(ActivationFunction.Relu)),
            [new Tensor<int>(new TensorShape(4), [-3, 0, 5, 1 << 30])], [new Tensor<int>(new TensorShape(4), [0, 0, 5, 1 << 30])]);
}
