using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.Tests.Operators;

public sealed class TileTests
{
    [Fact]
    public void The_whole_is_repeated_along_each_axis()
    {
        Tensor<float> input = TestData.Random(5, 2, 3, 4);
        var output = (Tensor<float>)OneNode.Evaluate(new Tile(oneAxis: false), input, TestData.Longs(3, 1, 2))[0];

        Tensor<float> expected = TileReference.Run(input, [3, 1, 2]);
        Assert.Equal(expected.Shape, output.Shape);
        Assert.Equal(expected.Data, output.Data);
    }

    [Fact]
    public void In_opset_1_one_axis_is_repeated()
        => Assert.Equal(new TensorShape(2, 12), OneNode.Infer(OneNode.Make("Tile", 1), 1, OneNode.Data(2, 3), OneNode.Known(4), OneNode.Known(-1))[0].Shape);

    [Fact]
    public void Hostile_repeats_are_refused()
    {
        Operator tile = new Tile(oneAxis: false);
        Assert.Contains("1 repeats are given for 2 axes", OneNode.Error(tile, 1, OneNode.Data(2, 3), OneNode.Known(4)));
        Assert.Contains("out of range", OneNode.Error(tile, 1, OneNode.Data(2), OneNode.Known(long.MaxValue)));
        Assert.Contains("out of range", OneNode.Error(tile, 1, OneNode.Data(2), OneNode.Known(int.MaxValue)));
        Assert.Contains("out of range", OneNode.Error(tile, 1, OneNode.Data(2), OneNode.Known(-1)));
        Assert.Contains("more than", OneNode.Error(tile, 1, OneNode.Data(2, 2), OneNode.Known(1 << 20, 1 << 20)));
    }
}
