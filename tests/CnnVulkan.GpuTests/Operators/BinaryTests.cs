using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Reference;
using CnnVulkan.Tests.Operators;

namespace CnnVulkan.GpuTests.Operators;

public class BinaryTests
{
    internal static readonly Dictionary<BinaryFunction, Func<double, double, double>> Definitions = new()
    {
        [BinaryFunction.Add] = (a, b) => a + b,
        [BinaryFunction.Sub] = (a, b) => a - b,
        [BinaryFunction.Mul] = (a, b) => a * b,
        [BinaryFunction.Div] = (a, b) => a / b,
        [BinaryFunction.Min] = (a, b) => a < b ? a : b,
        [BinaryFunction.Max] = (a, b) => a > b ? a : b,
    };

    public static TheoryData<string> Functions => [.. Definitions.Keys.Select(f => f.ToString())];

    public static TheoryData<int[], int[]> Shapes => new()
    {
        { [3, 5, 7], [3, 5, 7] },
        { [3, 5, 7], [] },
        { [], [2, 3] },
        { [1, 127, 5, 3], [127, 1, 1] },
        { [3, 5, 7, 11], [3, 1, 1, 11] },
        { [3, 1, 7], [5, 1] },
        { [2, 1, 3, 1, 2, 1], [1, 3, 1, 2, 1, 5] },
        { [7], [4, 3, 7] },
    };

    [SkippableTheory]
    [MemberData(nameof(Functions))]
    public void Arithmetic_on_reals(string name)
    {
        BinaryFunction function = Enum.Parse<BinaryFunction>(name);
        Tensor<float> a = TestData.Random(1, 3, 5, 77);
        Tensor<float> b = TestData.Uniform(2, 0.5f, 2, 3, 5, 77);
        OperatorHarness.Check(new Binary(function), [a, b], [ElementwiseReference.Zip(a, b, Definitions[function])]);
    }

    [SkippableTheory]
    [MemberData(nameof(Shapes))]
    public void Broadcasting(int[] left, int[] right)
    {
        Tensor<float> a = TestData.Random(1, left);
        Tensor<float> b = TestData.Random(2, right);
        OperatorHarness.Check(new Binary(BinaryFunction.Sub), [a, b], [ElementwiseReference.Zip(a, b, (x, y) => x - y)]);
        OperatorHarness.Check(new Binary(BinaryFunction.Sub), [a, b], [ElementwiseReference.Zip(a, b, (x, y) => x - y)], [1]);
    }

    [SkippableTheory]
    [InlineData("Add")]
    [InlineData("Sub")]
    [InlineData("Mul")]
    [InlineData("Min")]
    [InlineData("Max")]
    public void Arithmetic_in_vectors_of_channels(string name)
    {
        BinaryFunction function = Enum.Parse<BinaryFunction>(name);
        foreach (int[] shape in new int[][] { [3, 5, 7, 4], [1, 127, 9], [2, 4, 1, 1], [3, 6, 2, 3, 2] })
        {
            Tensor<float> a = TestData.Random(1, shape), b = TestData.Uniform(2, 0.5f, 2, shape);
            Operator op = new Binary(function).WithActivation(new Activation(ActivationFunction.Relu));
            Tensor<float> expected = ElementwiseReference.Zip(a, b, (x, y) => Math.Max(Definitions[function](x, y), 0));
            OperatorHarness.Check(op, [a, b], [expected], planning: new Planning(Profiles.Device, Layout.Nc4hw));
        }
    }

    [SkippableFact]
    public void An_activation_function_ends_it()
    {
        Tensor<float> a = TestData.Random(1, 2, 5, 7, 3);
        Tensor<float> b = TestData.Random(2, 2, 5, 7, 3);
        Operator op = new Binary(BinaryFunction.Add).WithActivation(new Activation(ActivationFunction.Relu));
        OperatorHarness.Check(op, [a, b], [ElementwiseReference.Zip(a, b, (x, y) => Math.Max(x + y, 0))]);
    }

    [SkippableTheory]
    [InlineData("Add", new[] { -5, 9, 3 })]
    [InlineData("Sub", new[] { -9, 5, 3 })]
    [InlineData("Mul", new[] { -14, 14, 0 })]
    [InlineData("Div", new[] { -3, 3, 0 })]
    [InlineData("Pow", new[] { 49, 49, 1 })]
    [InlineData("Min", new[] { -7, 2, 0 })]
    [InlineData("Max", new[] { 2, 7, 3 })]
    [InlineData("Mod", new[] { 1, 1, 3 })]
    [InlineData("Fmod", new[] { -1, 1, 3 })]
    [InlineData("ShiftLeft", new[] { -28, 28, 3 })]
    public void Arithmetic_on_integers(string name, int[] expected)
    {
        var a = new Tensor<int>(new TensorShape(3), [-7, 7, 3]);
        var b = new Tensor<int>(new TensorShape(3), [2, 2, 0]);
        OperatorHarness.Check(new Binary(Enum.Parse<BinaryFunction>(name)), [a, b], [new Tensor<int>(a.Shape, expected)]);
    }

    [SkippableTheory]
    [InlineData("And", new[] { true, false, false, false })]
    [InlineData("Or", new[] { true, true, true, false })]
    [InlineData("Xor", new[] { false, true, true, false })]
    [InlineData("Equal", new[] { true, false, false, true })]
    public void Truth_values(string name, bool[] expected)
    {
        var a = new Tensor<bool>(new TensorShape(4), [true, true, false, false]);
        var b = new Tensor<bool>(new TensorShape(4), [true, false, true, false]);
        OperatorHarness.Check(new Binary(Enum.Parse<BinaryFunction>(name)), [a, b], [new Tensor<bool>(a.Shape, expected)]);
    }

    [SkippableTheory]
    [InlineData("Equal")]
    [InlineData("Less")]
    [InlineData("LessOrEqual")]
    [InlineData("Greater")]
    [InlineData("GreaterOrEqual")]
    public void Comparisons(string name)
    {
        Func<float, float, bool> holds = name switch
        {
            "Equal" => (x, y) => x == y,
            "Less" => (x, y) => x < y,
            "LessOrEqual" => (x, y) => x <= y,
            "Greater" => (x, y) => x > y,
            _ => (x, y) => x >= y,
        };
        // Whole numbers, so that some are equal.
        Tensor<float> a = ElementwiseReference.Map(TestData.Uniform(1, -3f, 3f, 5, 1, 33), Math.Round);
        Tensor<float> b = ElementwiseReference.Map(TestData.Uniform(2, -3f, 3f, 7, 33), Math.Round);
        OperatorHarness.Check(new Binary(Enum.Parse<BinaryFunction>(name)), [a, b], [ElementwiseReference.Compare(a, b, holds)]);
    }

    [SkippableFact]
    public void Powers_of_negative_numbers_and_of_zero()
    {
        var a = new Tensor<float>(new TensorShape(8), [-2, -2, -2, 0, 0, 4, 2, -1.5f]);
        var b = new Tensor<float>(new TensorShape(8), [3, 2, -1, 2, 0, 0.5f, 1.5f, 3]);
        OperatorHarness.Check(new Binary(BinaryFunction.Pow), [a, b], [new Tensor<float>(a.Shape, [-8, 4, -0.5f, 0, 1, 2, 2.828427f, -3.375f])]);
    }

    [SkippableFact]
    public void Powers_of_reals()
    {
        Tensor<float> a = TestData.Uniform(1, 0.1f, 3, 5, 77);
        Tensor<float> b = TestData.Uniform(2, -2f, 2f, 77);
        OperatorHarness.Check(new Binary(BinaryFunction.Pow), [a, b], [ElementwiseReference.Zip(a, b, Math.Pow)]);
    }

    [SkippableFact]
    public void Powers_have_the_type_of_their_base()
    {
        var whole = new Tensor<long>(new TensorShape(4), [1, 2, 3, -2]);
        var real = new Tensor<float>(new TensorShape(4), [4, 2.5f, 2, 3]);
        OperatorHarness.Check(new Binary(BinaryFunction.Pow), [whole, real], [new Tensor<long>(whole.Shape, [1, 5, 9, -8])]);
        OperatorHarness.Check(new Binary(BinaryFunction.Pow), [real, whole], [new Tensor<float>(whole.Shape, [4, 6.25f, 8, 0.111111f])]);
    }

    [SkippableTheory]
    [InlineData(new[] { 5 }, 6)]
    [InlineData(new[] { 1 }, 6)]
    [InlineData(new[] { 5, 1, 1 }, 16)]
    [InlineData(new[] { 7 }, 16)]
    public void Slopes_of_PRelu(int[] slopes, int opset)
    {
        Tensor<float> x = TestData.Random(1, 3, 5, 4, 7);
        Tensor<float> slope = TestData.Random(2, slopes);
        var aligned = (Tensor<float>)slope.Reshape(opset < 7 ? new TensorShape(slope.Shape[0], 1, 1) : slope.Shape);
        Operator op = OperatorCatalog.Factories["PRelu"](new NodeAttributes("n", opset, 2, 1, new Dictionary<string, object>()));
        OperatorHarness.Check(op, [x, slope], [ElementwiseReference.Zip(x, aligned, (v, s) => v < 0 ? v * s : v)], [1]);
    }
}
