using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.Tests.Operators;

/// <summary>The operators that make tensors of shapes, or shapes of tensors.</summary>
public sealed class ShapeTests
{
    [Theory]
    [InlineData(0, int.MaxValue, "2,3,4")]
    [InlineData(1, int.MaxValue, "3,4")]
    [InlineData(-1, int.MaxValue, "4")]
    [InlineData(1, 2, "3")]
    [InlineData(-10, 1, "2")]
    [InlineData(2, 1, "")]
    public void Shape_is_known_though_its_input_is_data(int start, int end, string expected)
    {
        Tensor value = OneNode.Infer(new Shape(start, end), 1, OneNode.Data(2, 3, 4))[0].Value!;

        Assert.Equal(expected, string.Join(',', value.ToInt64Array()));
    }

    [Fact]
    public void Size_counts_elements()
        => Assert.Equal([24L], OneNode.Infer(new Size(), 1, OneNode.Data(2, 3, 4))[0].Value!.ToInt64Array());

    [Fact]
    public void A_node_whose_output_is_known_is_not_planned()
    {
        var graph = new Graph("g", [new GraphInput("x", ElementType.Float32, [2, 3])], ["y"], [new Node("n", new Shape(0, 9), ["x"], ["y"])], new Dictionary<string, Tensor>());

        Assert.Empty(ShapeInference.Run(graph, new Dictionary<string, TensorInfo> { ["x"] = OneNode.Data(2, 3) }, []).Nodes);
    }

    [Fact]
    public void ConstantOfShape_repeats_one_value()
    {
        Operator ones = OneNode.Make("ConstantOfShape", 9, ("value", new Tensor<long>(new TensorShape(1), [4])));
        Assert.Equal(new[] { 4L, 4, 4 }, OneNode.Evaluate(ones, TestData.Longs(1, 3))[0].Elements);
        Assert.Equal(ElementType.Float32, OneNode.Evaluate(OneNode.Make("ConstantOfShape", 9), TestData.Longs(2))[0].ElementType);
        Assert.Equal(TensorShape.Scalar, OneNode.Evaluate(ones, TestData.Longs())[0].Shape);
    }

    [Fact]
    public void ConstantOfShape_refuses_hostile_shapes()
    {
        Operator zeros = new ConstantOfShape(new Tensor<float>(TensorShape.Scalar));
        Assert.Contains("more than", OneNode.Error(zeros, 1, OneNode.Known(1 << 20, 1 << 20)));
        Assert.Contains("must not be negative", OneNode.Error(zeros, 1, OneNode.Known(-1)));
        Assert.Contains("list of extents", OneNode.Error(zeros, 1, TensorInfo.Of(new Tensor<long>(TensorShape.Scalar))));
    }

    [Fact]
    public void A_large_ConstantOfShape_is_left_to_the_GPU()
        => Assert.Null(OneNode.Infer(new ConstantOfShape(new Tensor<float>(TensorShape.Scalar)), 1, OneNode.Known(ShapeInference.MaxFoldedElements + 1))[0].Value);

    [Theory]
    [InlineData(3, 10, 3, "3,6,9")]
    [InlineData(10, 4, -2, "10,8,6")]
    [InlineData(0, -1, 1, "")]
    [InlineData(long.MinValue, long.MaxValue, long.MaxValue, "-9223372036854775808,-1,9223372036854775806")]
    public void Range_stops_before_its_limit(long start, long limit, long delta, string expected)
    {
        Tensor[] bounds = new[] { start, limit, delta }.Select(v => (Tensor)new Tensor<long>(TensorShape.Scalar, [v])).ToArray();

        Assert.Equal(expected, string.Join(',', OneNode.Evaluate(new CnnVulkan.Operators.Range(), bounds)[0].ToInt64Array()));
    }

    [Fact]
    public void Range_refuses_what_has_no_end_or_is_too_long()
    {
        var range = new CnnVulkan.Operators.Range();
        Assert.Contains("has no end", OneNode.Error(range, 1, OneNode.Known(0), OneNode.Known(5), OneNode.Known(0)));
        Assert.Contains("more than the", OneNode.Error(range, 1, OneNode.Known(0), OneNode.Known(long.MaxValue), OneNode.Known(1)));
        TensorInfo[] reals = new[] { 0, float.PositiveInfinity, 1 }.Select(v => TensorInfo.Of(new Tensor<float>(TensorShape.Scalar, [v]))).ToArray();
        Assert.Contains("more than the", OneNode.Error(range, 1, reals));
    }

    [Fact]
    public void Constant_takes_each_form()
    {
        Assert.Equal([1.5f], OneNode.Evaluate(OneNode.Make("Constant", 12, ("value_float", 1.5f)))[0].ToFloatArray());
        Assert.Equal([1L, 2], OneNode.Evaluate(OneNode.Make("Constant", 12, ("value_ints", new long[] { 1, 2 })))[0].ToInt64Array());
        Assert.Equal([3L], OneNode.Evaluate(OneNode.Make("Constant", 1, ("value", TestData.Longs(3))))[0].ToInt64Array());
        Assert.Throws<NotSupportedException>(() => OneNode.Make("Constant", 12, ("value_string", "x")));
        Assert.Throws<ModelFormatException>(() => OneNode.Make("Constant", 12));
    }

    [Fact]
    public void OneHot_and_CumSum_check_their_axis()
    {
        TensorInfo values = TensorInfo.Of(new Tensor<float>(new TensorShape(2), [0, 1]));
        var indices = new TensorInfo(new TensorShape(2, 3), ElementType.Int64);
        Assert.Equal("2×3×5", OneNode.Infer(new OneHot(-1), 1, indices, OneNode.Known(5), values)[0].Shape.ToString());
        Assert.Contains("Axis 3 is out of range", OneNode.Error(new OneHot(3), 1, indices, OneNode.Known(5), values));
        Assert.Contains("must not be negative", OneNode.Error(new OneHot(0), 1, indices, OneNode.Known(-5), values));
        Assert.Contains("Axis 2 is out of range", OneNode.Error(new CumSum(false, false), 1, OneNode.Data(2, 3), OneNode.Known(2)));
    }
}
