using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public class ReduceTests
{
    private static readonly Dictionary<ReduceFunction, Func<double[], double>> Definitions = new()
    {
        [ReduceFunction.Sum] = g => g.Sum(),
        [ReduceFunction.Mean] = g => g.Average(),
        [ReduceFunction.Max] = g => g.Max(),
        [ReduceFunction.Min] = g => g.Min(),
        [ReduceFunction.Prod] = g => g.Aggregate(1.0, (a, b) => a * b),
        [ReduceFunction.L1] = g => g.Sum(Math.Abs),
        [ReduceFunction.L2] = g => Math.Sqrt(g.Sum(v => v * v)),
        [ReduceFunction.SumSquare] = g => g.Sum(v => v * v),
        [ReduceFunction.LogSum] = g => Math.Log(g.Sum()),
        [ReduceFunction.LogSumExp] = g => Math.Log(g.Sum(Math.Exp)),
    };

    public static TheoryData<string> Functions => [.. Definitions.Keys.Select(f => f.ToString())];

    public static TheoryData<int[], int[]> Shapes => new()
    {
        { [3, 5, 7], [0] },
        { [3, 5, 7], [1] },
        { [3, 5, 7], [-1] },
        { [3, 5, 7], [0, 2] },
        { [3, 5, 7], [0, 1, 2] },
        { [2, 3, 4, 5, 3, 2], [1, 3, 5] },
        { [2, 3, 4, 5, 3, 2], [0, 2, 4] },
        { [1, 127, 13, 9], [2, 3] },
        { [3, 1000], [1] },
        { [1000, 3], [0] },
        { [70, 3, 70], [0, 2] },
        { [7], [] },
    };

    [SkippableTheory]
    [MemberData(nameof(Functions))]
    public void Every_function_with_short_and_long_groups(string name)
    {
        ReduceFunction function = Enum.Parse<ReduceFunction>(name);
        foreach (int[] shape in new int[][] { [5, 9, 11], [3, 131, 5] })
        {
            // Around 1, so that the product neither vanishes nor overflows.
            Tensor<float> x = TestData.Uniform(1, 0.9f, 1.1f, shape);
            OperatorHarness.Check(new Reduce(function, [1]), [x], [ReduceReference.Run(x, [1], Definitions[function])]);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Shapes))]
    public void Axes(int[] shape, int[] axes)
    {
        Tensor<float> x = TestData.Random(1, shape);
        Tensor<float> kept = ReduceReference.Run(x, axes, g => g.Average());
        var op = new Reduce(ReduceFunction.Mean, [.. axes], noAxesMeansNone: true);
        OperatorHarness.Check(op, [x], [kept]);
        bool[] reduced = ReduceReference.Marked(x.Shape, axes);
        var dropped = new TensorShape([.. shape.Where((_, i) => !reduced[i])]);
        OperatorHarness.Check(new Reduce(ReduceFunction.Mean, [.. axes], false, true), [x], [kept.Reshape(dropped)]);
    }

    [SkippableFact]
    public void Axes_from_an_input_and_no_axes_at_all()
    {
        Tensor<float> x = TestData.Random(1, 3, 5, 7);
        OperatorHarness.Check(new Reduce(ReduceFunction.Sum, default), [x, TestData.Longs(-1)], [ReduceReference.Run(x, [2], g => g.Sum())], [1]);
        OperatorHarness.Check(new Reduce(ReduceFunction.Sum, default), [x], [ReduceReference.Run(x, [0, 1, 2], g => g.Sum())]);
        OperatorHarness.Check(new Reduce(ReduceFunction.SumSquare, default, noAxesMeansNone: true), [x], [ElementwiseReference.Map(x, v => v * v)]);
    }

    [SkippableFact]
    public void LogSumExp_of_large_numbers_does_not_overflow()
    {
        Tensor<float> x = TestData.Uniform(1, 1000f, 1010f, 3, 77);
        Tensor<float> expected = ReduceReference.Run(x, [1], g => 1005 + Math.Log(g.Sum(v => Math.Exp(v - 1005))));
        OperatorHarness.Check(new Reduce(ReduceFunction.LogSumExp, [1]), [x], [expected]);
    }

    [SkippableTheory]
    [InlineData("Sum", 0f)]
    [InlineData("Prod", 1f)]
    [InlineData("SumSquare", 0f)]
    public void Nothing_reduces_to_the_neutral_element(string name, float expected)
    {
        var x = new Tensor<float>(new TensorShape(2, 0, 3));
        var result = new Tensor<float>(new TensorShape(2, 1, 3), [expected, expected, expected, expected, expected, expected]);
        OperatorHarness.Check(new Reduce(Enum.Parse<ReduceFunction>(name), [1]), [x], [result]);
    }

    [SkippableTheory]
    [InlineData("Sum", -2)]
    [InlineData("Max", 4)]
    [InlineData("Min", -7)]
    [InlineData("Prod", -28)]
    public void Integers(string name, int expected)
    {
        var x = new Tensor<int>(new TensorShape(1, 3), [4, 1, -7]);
        OperatorHarness.Check(new Reduce(Enum.Parse<ReduceFunction>(name), [1]), [x], [new Tensor<int>(new TensorShape(1, 1), [expected])]);
    }

    [SkippableFact]
    public void Truth_values()
    {
        var x = new Tensor<bool>(new TensorShape(2, 2), [true, false, false, false]);
        OperatorHarness.Check(new Reduce(ReduceFunction.Max, [1]), [x], [new Tensor<bool>(new TensorShape(2, 1), [true, false])]);
        var nothing = new Tensor<bool>(new TensorShape(2, 0));
        OperatorHarness.Check(new Reduce(ReduceFunction.Min, [1]), [nothing], [new Tensor<bool>(new TensorShape(2, 1), [true, true])]);
    }
}
