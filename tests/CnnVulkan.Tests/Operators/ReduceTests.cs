using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.Tests.Operators;

public sealed class ReduceTests
{
    [Theory]
    [InlineData(new[] { 1L }, true, new[] { 2, 1, 4 })]
    [InlineData(new[] { -1L, 0L }, false, new[] { 3 })]
    [InlineData(new long[0], false, new int[0])]
    public void Axes_are_an_attribute_or_an_input(long[] axes, bool keep, int[] expected)
    {
        object flag = keep ? 1L : 0L;
        Operator old = OneNode.Make("ReduceMax", 11, 1, ("axes", axes), ("keepdims", flag));
        Assert.Equal(new TensorShape(expected), OneNode.Infer(old, OneNode.Data(2, 3, 4))[0].Shape);
        Operator current = OneNode.Make("ReduceMax", 18, 2, ("keepdims", flag));
        Assert.Equal(new TensorShape(expected), OneNode.Infer(current, OneNode.Data(2, 3, 4), TensorInfo.Of(TestData.Longs(axes)))[0].Shape);
    }

    [Fact]
    public void No_axes_may_mean_that_nothing_is_reduced()
    {
        Operator op = OneNode.Make("ReduceSum", 13, 1, ("noop_with_empty_axes", 1L));
        Assert.Equal(new TensorShape(2, 3), OneNode.Infer(op, OneNode.Data(2, 3))[0].Shape);
    }

    [Theory]
    [InlineData("ReduceProd", 24)]
    [InlineData("ReduceSum", 10)]
    [InlineData("ReduceMax", 4)]
    [InlineData("ReduceMin", 1)]
    [InlineData("ReduceMean", 2)]
    public void Shape_arithmetic_is_folded(string type, long expected)
    {
        var result = (Tensor<long>)OneNode.Evaluate(OneNode.Make(type, 13, 1, ("keepdims", 0L)), TestData.Longs(1, 2, 3, 4))[0];
        Assert.Equal(expected, Assert.Single(result.Data));
        Assert.Equal(0, result.Shape.Rank);
    }

    [Fact]
    public void An_axis_out_of_range_is_refused()
        => Assert.Contains("Axis 3 is out of range", Assert.Throws<ShapeException>(() => OneNode.Infer(OneNode.Make("ReduceSum", 11, 1, ("axes", new[] { 3L })), OneNode.Data(2, 3))).Message);

    [Fact]
    public void Long_rows_are_shared_by_a_workgroup_and_short_ones_are_not()
    {
        Assert.Equal(2u, OneNode.Lower(OneNode.Make("ReduceSum", 11, 1, ("axes", new[] { 1L })), 1, OneNode.Data(2, 1000)).Dispatches[0].GroupsX);
        Assert.Equal(1u, OneNode.Lower(OneNode.Make("ReduceSum", 11, 1, ("axes", new[] { 1L })), 1, OneNode.Data(40, 10)).Dispatches[0].GroupsX);
    }
}
