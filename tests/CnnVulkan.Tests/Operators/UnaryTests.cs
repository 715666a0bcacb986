using CnnVulkan.Graphs;
using CnnVulkan.Operators;

namespace CnnVulkan.Tests.Operators;

public sealed class UnaryTests
{
    [Theory]
    [InlineData("Abs", -2.5f, 2.5f)]
    [InlineData("Neg", -2.5f, 2.5f)]
    [InlineData("Sign", -2.5f, -1f)]
    [InlineData("Exp", 1f, 2.7182817f)]
    [InlineData("Log", 2f, 0.6931472f)]
    [InlineData("Sqrt", 9f, 3f)]
    [InlineData("Reciprocal", 4f, 0.25f)]
    [InlineData("Floor", -1.5f, -2f)]
    [InlineData("Ceil", -1.5f, -1f)]
    [InlineData("Round", 2.5f, 2f)]
    [InlineData("Round", -1.5f, -2f)]
    [InlineData("Erf", 0.5f, 0.5204999f)]
    [InlineData("Asinh", -2f, -1.4436355f)]
    [InlineData("Acosh", 2f, 1.3169579f)]
    [InlineData("Atanh", 0.5f, 0.5493061f)]
    public void Constants_are_folded(string type, float x, float expected)
    {
        var result = (Tensor<float>)OneNode.Evaluate(OneNode.Make(type, 13), new Tensor<float>(new TensorShape(1), [x]))[0];
        Assert.Equal(expected, result.Data[0], 1e-6f);
    }

    [Fact]
    public void Integers_stay_integers()
    {
        var x = new Tensor<long>(new TensorShape(3), [-3, 0, 4]);
        Assert.Equal([3L, 0L, 4L], ((Tensor<long>)OneNode.Evaluate(new Unary(UnaryFunction.Abs), x)[0]).Data);
        Assert.Equal([-1L, 0L, 1L], ((Tensor<long>)OneNode.Evaluate(new Unary(UnaryFunction.Sign), x)[0]).Data);
    }

    [Fact]
    public void Predicates_give_truth_values()
    {
        var x = new Tensor<float>(new TensorShape(3), [float.NaN, float.PositiveInfinity, float.NegativeInfinity]);
        bool[] Of(Operator op) => ((Tensor<bool>)OneNode.Evaluate(op, x)[0]).Data;
        Assert.Equal([true, false, false], Of(OneNode.Make("IsNaN", 13)));
        Assert.Equal([false, true, true], Of(OneNode.Make("IsInf", 13)));
        Assert.Equal([false, false, true], Of(OneNode.Make("IsInf", 13, 1, ("detect_positive", 0L))));
        Assert.Equal([true, false], ((Tensor<bool>)OneNode.Evaluate(OneNode.Make("Not", 13), new Tensor<bool>(new TensorShape(2), [false, true]))[0]).Data);
    }

    [Fact]
    public void A_square_root_of_integers_is_refused()
        => Assert.Contains("(Sqrt): it is not defined for Int64", Assert.Throws<ShapeException>(() => OneNode.Infer(OneNode.Make("Sqrt", 13), OneNode.Integers(2))).Message);
}
