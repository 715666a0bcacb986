using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;
using CnnVulkan.Tests.Operators;

namespace CnnVulkan.GpuTests.Training;

public sealed class ElementwiseGradientTests
{
    private static readonly (UnaryFunction Function, Func<double, double> Apply)[] Functions =
    [
        (UnaryFunction.Abs, Math.Abs),
        (UnaryFunction.Neg, x => -x),
        (UnaryFunction.Exp, Math.Exp),
        (UnaryFunction.Log, Math.Log),
        (UnaryFunction.Sqrt, Math.Sqrt),
        (UnaryFunction.Reciprocal, x => 1 / x),
        (UnaryFunction.Erf, ElementwiseReference.Erf),
        (UnaryFunction.Sin, Math.Sin),
        (UnaryFunction.Cos, Math.Cos),
        (UnaryFunction.Tan, Math.Tan),
        (UnaryFunction.Asin, Math.Asin),
        (UnaryFunction.Acos, Math.Acos),
        (UnaryFunction.Atan, Math.Atan),
        (UnaryFunction.Sinh, Math.Sinh),
        (UnaryFunction.Cosh, Math.Cosh),
        (UnaryFunction.Asinh, Math.Asinh),
        (UnaryFunction.Acosh, Math.Acosh),
        (UnaryFunction.Atanh, Math.Atanh),
    ];

    public static TheoryData<int> Indices => [.. Enumerable.Range(0, Functions.Length)];

    [SkippableTheory]
    [MemberData(nameof(Indices))]
    public void Functions_of_one_number(int index)
    {
        (UnaryFunction function, Func<double, double> apply) = Functions[index];
        Tensor<float> x = function == UnaryFunction.Acosh ? TestData.Uniform(1, 1.2f, 3, 3, 5, 2) : TestData.Uniform(1, 0.1f, 0.9f, 3, 5, 2);
        GradientCases.Check(new Unary(function), [x], v => [.. v[0].Select(apply)], [0], tolerance: 1e-3);
    }

    [SkippableFact]
    public void Of_several()
    {
        Tensor<float>[] inputs = [TestData.Random(1, 2, 3, 5), TestData.Random(2, 3, 1), TestData.Random(3, 2, 3, 5)];
        double[] Join(double[][] v, Func<double, double, double> f) => GradientCases.Zip([2, 3, 5], [2, 3, 5], GradientCases.Zip([2, 3, 5], [3, 1], v[0], v[1], f), v[2], f);
        GradientCases.Check(new Variadic(BinaryFunction.Add), inputs, v => Join(v, (a, b) => a + b), [0, 1, 2]);
        GradientCases.Check(new Variadic(BinaryFunction.Add, mean: true), inputs, v => [.. Join(v, (a, b) => a + b).Select(x => x / 3)], [0, 1, 2]);
        GradientCases.Check(new Variadic(BinaryFunction.Max), inputs, v => Join(v, Math.Max), [0, 1, 2]);
        GradientCases.Check(new Variadic(BinaryFunction.Min), inputs, v => Join(v, Math.Min), [0, 1, 2]);
    }

    [SkippableFact]
    public void A_choice()
    {
        Tensor<bool> condition = new(new TensorShape(3, 1), [true, false, true]);
        GradientCases.Check(
            new Where(), [condition, TestData.Random(1, 2, 3, 4), TestData.Random(2, 4)],
            v => [.. Enumerable.Range(0, 24).Select(i => i / 4 % 3 == 1 ? v[2][i % 4] : v[1][i])], [1, 2]);
    }

    [SkippableFact]
    public void Names_and_types()
    {
        GradientCases.Check(new Identity(), [TestData.Random(1, 2, 3)], v => v[0], [0]);
        GradientCases.Check(new Cast(ElementType.Float32), [TestData.Random(1, 2, 3)], v => v[0], [0]);
    }

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void The_largest_of_a_group(int pieces)
    {
        foreach (int[] shape in new int[][] { [3, 3, 7, 4], [1, 5, 3], [2, 1] })
        {
            int pixels = shape.Skip(2).Aggregate(1, (n, e) => n * e);
            int[] whole = [shape[0], shape[1] * pieces, .. shape.Skip(2)];
            GradientCases.Check(
                new Maxout(pieces), [TestData.Random(1, whole)],
                v => [.. Enumerable.Range(0, shape[0] * shape[1] * pixels).Select(i => Enumerable.Range(0, pieces).Max(k => v[0][(i / pixels * pieces + k) * pixels + i % pixels]))], [0]);
        }
    }

    [SkippableFact]
    public void Of_equals_the_first_channel()
    {
        Tensor<float> x = new(new TensorShape(1, 6, 1), [1, 1, 0, -2, -1, -1]), gradient = new(new TensorShape(1, 2, 1), [3, 4]);
        OperatorHarness.Check(new MaxoutGradient(3), [gradient, x], [new Tensor<float>(x.Shape, [3, 0, 0, 0, 4, 0])], float16: false);
    }
}
