using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public class UnaryTests
{
    /// <summary>Name, definition, and the range it is tried on.</summary>
    private static readonly Dictionary<UnaryFunction, (Func<double, double> Definition, float Low, float High)> Cases = new()
    {
        [UnaryFunction.Abs] = (Math.Abs, -2, 2),
        [UnaryFunction.Neg] = (x => 0 - x, -2, 2),
        [UnaryFunction.Sign] = (x => x > 0 ? 1 : x < 0 ? -1 : 0, -2, 2),
        [UnaryFunction.Exp] = (Math.Exp, -4, 4),
        [UnaryFunction.Log] = (Math.Log, 0.01f, 10),
        [UnaryFunction.Sqrt] = (Math.Sqrt, 0, 100),
        [UnaryFunction.Reciprocal] = (x => 1 / x, 0.1f, 5),
        [UnaryFunction.Floor] = (Math.Floor, -20, 20),
        [UnaryFunction.Ceil] = (Math.Ceiling, -20, 20),
        [UnaryFunction.Round] = (x => Math.Round(x, MidpointRounding.ToEven), -20, 20),
        [UnaryFunction.Erf] = (ElementwiseReference.Erf, -3, 3),
        [UnaryFunction.Sin] = (Math.Sin, -20, 20),
        [UnaryFunction.Cos] = (Math.Cos, -20, 20),
        [UnaryFunction.Tan] = (Math.Tan, -1.2f, 1.2f),
        [UnaryFunction.Asin] = (Math.Asin, -1, 1),
        [UnaryFunction.Acos] = (Math.Acos, -1, 1),
        [UnaryFunction.Atan] = (Math.Atan, -10, 10),
        [UnaryFunction.Sinh] = (Math.Sinh, -4, 4),
        [UnaryFunction.Cosh] = (Math.Cosh, -4, 4),
        [UnaryFunction.Asinh] = (Math.Asinh, -100, 100),
        [UnaryFunction.Acosh] = (Math.Acosh, 1.01f, 100),
        [UnaryFunction.Atanh] = (Math.Atanh, -0.95f, 0.95f),
    };

    public static TheoryData<string> Functions => [.. Cases.Keys.Select(f => f.ToString())];

    /// <summary>Functions that step would step elsewhere after the input is rounded to 16 bits, and sines turn.</summary>
    private static bool Continuous(UnaryFunction f)
        => f is not (UnaryFunction.Floor or UnaryFunction.Ceil or UnaryFunction.Round or UnaryFunction.Sin or UnaryFunction.Cos);

    [SkippableTheory]
    [MemberData(nameof(Functions))]
    public void Every_function_of_the_table(string name)
    {
        UnaryFunction function = Enum.Parse<UnaryFunction>(name);
        (Func<double, double> definition, float low, float high) = Cases[function];
        Tensor<float> x = TestData.Uniform((int)function, low, high, 3, 5, 77);
        // Vulkan promises asin, acos and the like to 4096 units in the last place only: 5e-4.
        double tolerance = function is UnaryFunction.Asin or UnaryFunction.Acos or UnaryFunction.Atan ? 5e-4 : 1e-4;
        OperatorHarness.Check(new Unary(function), [x], [ElementwiseReference.Map(x, definition)], float16: Continuous(function), tolerance: tolerance);
    }

    [SkippableFact]
    public void Halves_round_to_the_even_neighbour()
    {
        var x = new Tensor<float>(new TensorShape(6), [-2.5f, -1.5f, -0.5f, 0.5f, 1.5f, 2.5f]);
        OperatorHarness.Check(new Unary(UnaryFunction.Round), [x], [new Tensor<float>(x.Shape, [-2, -2, 0, 0, 2, 2])]);
    }

    [SkippableTheory]
    [InlineData("Abs", new[] { 3, 0, 7 })]
    [InlineData("Neg", new[] { 3, 0, -7 })]
    [InlineData("Sign", new[] { -1, 0, 1 })]
    public void Integers(string name, int[] expected)
        => OperatorHarness.Check(new Unary(Enum.Parse<UnaryFunction>(name)), [new Tensor<int>(new TensorShape(3), [-3, 0, 7])], [new Tensor<int>(new TensorShape(3), expected)]);

    [SkippableFact]
    public void Truth_values()
        => OperatorHarness.Check(new Unary(UnaryFunction.Not), [new Tensor<bool>(new TensorShape(3), [true, false, true])], [new Tensor<bool>(new TensorShape(3), [false, true, false])]);

    [SkippableTheory]
    [InlineData("IsNaN", new[] { true, false, false, false, false })]
    [InlineData("IsInf", new[] { false, true, true, false, false })]
    [InlineData("IsPositiveInf", new[] { false, true, false, false, false })]
    [InlineData("IsNegativeInf", new[] { false, false, true, false, false })]
    public void What_is_not_a_number_is_found(string name, bool[] expected)
    {
        var x = new Tensor<float>(new TensorShape(5), [float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0, -60000]);
        OperatorHarness.Check(new Unary(Enum.Parse<UnaryFunction>(name)), [x], [new Tensor<bool>(x.Shape, expected)]);
    }
}
