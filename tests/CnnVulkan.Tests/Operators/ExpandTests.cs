using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.Tests.Operators;

public sealed class ExpandTests
{
    [Fact]
    public void Axes_of_extent_1_are_repeated_both_ways()
    {
        Tensor<float> input = TestData.Random(4, 3, 1, 2);
        var output = (Tensor<float>)OneNode.Evaluate(new Expand(), input, TestData.Longs(2, 1, 5, 1))[0];

        Tensor<float> expected = ExpandReference.Run(input, new TensorShape(2, 3, 5, 2));
        Assert.Equal(expected.Shape, output.Shape);
        Assert.Equal(expected.Data, output.Data);
    }

    [Fact]
    public void Hostile_shapes_are_refused_before_memory_is_taken()
    {
        Assert.Contains("more than 2147483647 elements", OneNode.Error(new Expand(), 1, OneNode.Data(1), OneNode.Known(1 << 20, 1 << 20)));
        Assert.Contains("more than 2147483647 elements", OneNode.Error(new Expand(), 1, OneNode.Data(1), OneNode.Known(long.MaxValue, 2)));
        Assert.Contains("must not be negative", OneNode.Error(new Expand(), 1, OneNode.Data(1), OneNode.Known(-2)));
        Assert.Contains("cannot be broadcast", OneNode.Error(new Expand(), 1, OneNode.Data(3), OneNode.Known(4)));
    }
}
