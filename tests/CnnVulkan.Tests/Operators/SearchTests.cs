using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.Tests.Operators;

/// <summary>ArgReduce, TopK, Softmax: shapes and refusals.</summary>
public sealed class SearchTests
{
    [Fact]
    public void ArgReduce_gives_64_bit_indices()
    {
        Assert.Equal(new TensorInfo(new TensorShape(2, 1, 4), ElementType.Int64), OneNode.Infer(new ArgReduce(true, 1), OneNode.Data(2, 3, 4))[0]);
        Assert.Equal(new TensorShape(2, 3), OneNode.Infer(new ArgReduce(false, -1, keepDimensions: false), OneNode.Data(2, 3, 4))[0].Shape);
        Assert.Contains("no elements to choose from", Assert.Throws<ShapeException>(() => OneNode.Infer(new ArgReduce(true, 1), OneNode.Data(2, 0))).Message);
    }

    [Fact]
    public void TopK_takes_k_from_an_attribute_before_opset_10()
    {
        Assert.Equal(new TensorShape(2, 3), OneNode.Infer(OneNode.Make("TopK", 1, 1, ("k", 3L)), OneNode.Data(2, 5))[0].Shape);
        TensorInfo[] current = OneNode.Infer(OneNode.Make("TopK", 11, 2, ("axis", 0L)), 2, OneNode.Data(4, 5), TensorInfo.Of(TestData.Longs(3)));
        Assert.Equal(new TensorInfo(new TensorShape(3, 5), ElementType.Int64), current[1]);
    }

    [Fact]
    public void TopK_of_more_than_there_are_is_refused()
        => Assert.Contains("k is 6, but axis -1 has 5 elements", Assert.Throws<ShapeException>(() => OneNode.Infer(new CnnVulkan.Operators.TopK(6), OneNode.Data(2, 5))).Message);

    [Fact]
    public void Softmax_flattens_from_axis_1_on_before_opset_13()
    {
        Assert.Equal((1, true), Described(OneNode.Make("Softmax", 11)));
        Assert.Equal((-1, false), Described(OneNode.Make("LogSoftmax", 13)));
        static (int, bool) Described(Operator op) => (((Softmax)op).Axis, ((Softmax)op).Flattens);
    }

    [Fact]
    public void Softmax_lowers_scalars_and_empty_tensors()
    {
        Assert.Single(OneNode.Lower(new Softmax(flattens: true, axis: 0), 1, OneNode.Data()).Dispatches);
        Assert.Empty(OneNode.Lower(new Softmax(), 1, OneNode.Data(0, 3)).Dispatches);
    }

    [Fact]
    public void Maxout_groups_must_divide_the_channels()
    {
        Operator op = OneNode.Make("Maxout", 1, 1, ("pieces", 3L));
        Assert.Equal(new TensorShape(1, 2, 5), OneNode.Infer(op, OneNode.Data(1, 6, 5))[0].Shape);
        Assert.Contains("do not divide into groups of 3", Assert.Throws<ShapeException>(() => OneNode.Infer(new Maxout(3), OneNode.Data(1, 4, 5))).Message);
        Assert.Throws<ModelFormatException>(() => OneNode.Make("Maxout", 1));
    }
}
