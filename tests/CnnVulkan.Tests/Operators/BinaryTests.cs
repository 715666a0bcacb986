using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Plans;
using CnnVulkan.Reference;

namespace CnnVulkan.Tests.Operators;

public sealed class BinaryTests
{
    [Theory]
    [InlineData("Add", 7, 2, 9)]
    [InlineData("Div", -7, 2, -3)]
    [InlineData("Mod", -7, 2, 1)]
    [InlineData("Pow", -2, 3, -8)]
    [InlineData("Pow", 2, -1, 0)]
    [InlineData("Div", 7, 0, 0)]
    public void Shape_arithmetic_is_folded(string type, long a, long b, long expected)
    {
        var result = (Tensor<long>)OneNode.Evaluate(OneNode.Make(type, 13, 2), TestData.Longs(a), TestData.Longs(b))[0];
        Assert.Equal(expected, result.Data[0]);
    }

    [Fact]
    public void A_power_has_the_type_of_its_base()
    {
        Operator pow = OneNode.Make("Pow", 15, 2);
        var whole = new Tensor<long>(new TensorShape(2), [2, 3]);
        var real = new Tensor<float>(new TensorShape(2), [2.5f, 0.5f]);
        Assert.Equal([5L, 1L], ((Tensor<long>)OneNode.Evaluate(pow, whole, real)[0]).Data);
        Assert.Equal([6.25f, 0.125f], ((Tensor<float>)OneNode.Evaluate(pow, real, whole)[0]).Data);
    }

    [Fact]
    public void Nothing_holds_of_NaN()
    {
        var nan = new Tensor<float>(TensorShape.Scalar, [float.NaN]);
        foreach (string type in new[] { "Equal", "Less", "LessOrEqual", "Greater", "GreaterOrEqual" })
            Assert.False(((Tensor<bool>)OneNode.Evaluate(OneNode.Make(type, 16, 2), nan, nan)[0]).Data[0]);
    }

    [Fact]
    public void Operands_are_broadcast()
    {
        Tensor<float> a = TestData.Random(1, 3, 1, 5);
        Tensor<float> b = TestData.Random(2, 4, 1);
        Tensor result = OneNode.Evaluate(new Binary(BinaryFunction.Sub), a, b)[0];
        Assert.Equal(ElementwiseReference.Zip(a, b, (x, y) => x - y).Data, ((Tensor<float>)result).Data);
        Assert.Equal(new TensorShape(3, 4, 5), result.Shape);
    }

    [Fact]
    public void Before_opset_7_an_axis_says_where_the_right_operand_belongs()
    {
        Operator op = OneNode.Make("Add", 6, 2, ("broadcast", 1L), ("axis", 1L));
        Assert.Equal(new TensorShape(2, 3, 4, 5), OneNode.Infer(op, OneNode.Data(2, 3, 4, 5), OneNode.Data(3, 4))[0].Shape);
        Assert.Throws<ShapeException>(() => OneNode.Infer(op, OneNode.Data(2, 3, 4, 5), OneNode.Data(4, 5)));
        Operator prelu = OneNode.Make("PRelu", 6, 2);
        Assert.Equal(new TensorShape(2, 3, 4, 5), OneNode.Infer(prelu, OneNode.Data(2, 3, 4, 5), OneNode.Data(3))[0].Shape);
        Assert.Equal(new TensorShape(2, 3, 4, 5), OneNode.Infer(prelu, OneNode.Data(2, 3, 4, 5), OneNode.Data(1))[0].Shape);
    }

    [Fact]
    public void Slopes_must_not_widen_the_input()
        => Assert.Contains("slopes of 3×4", Assert.Throws<ShapeException>(() => OneNode.Infer(OneNode.Make("PRelu", 16, 2), OneNode.Data(4), OneNode.Data(3, 4))).Message);

    [Fact]
    public void Reals_and_integers_do_not_mix()
        => Assert.Contains("convert one with Cast", Assert.Throws<ShapeException>(() => OneNode.Infer(OneNode.Make("Add", 14, 2), OneNode.Data(4), OneNode.Integers(4))).Message);

    [Fact]
    public void An_activation_function_is_kept_when_it_is_added()
    {
        var op = (Binary)new Binary(BinaryFunction.Add).WithActivation(new Activation(ActivationFunction.Relu));
        Assert.Equal(ActivationFunction.Relu, op.Activation.Function);
        Assert.Equal(BinaryFunction.Add, op.Function);
    }

    [Theory]
    [InlineData(new[] { 4, 1, 600 }, 3)]
    [InlineData(new[] { 600 }, 3)]
    public void What_one_binding_cannot_span_is_split_along_the_outermost_axis(int[] right, int dispatches)
    {
        var limits = new DeviceLimits { MaxStorageBufferRange = 16384, StorageBufferAlignment = 256 };
        Plan plan = OneNode.Lower(new Binary(BinaryFunction.Add), limits, 1, OneNode.Data(4, 4, 600), OneNode.Data(right));
        Assert.True(plan.Dispatches.Length >= dispatches, plan.ToString());
    }
}
