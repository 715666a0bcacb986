using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.Tests.Operators;

public sealed class SplitTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    public void Parts_of_given_sizes(int axis)
    {
        Tensor<float> input = TestData.Random(3, 6, 6, 6);
        Tensor[] parts = OneNode.Outputs(new Split(axis, default, null, false), 4, input, TestData.Longs(1, 0, 3, 2));

        Tensor<float>[] expected = SplitReference.Run(input, (axis + 3) % 3, [1, 0, 3, 2]);
        Assert.Equal(expected.Select(e => e.Shape), parts.Select(p => p.Shape));
        Assert.Equal(expected.Select(e => e.Data), parts.Select(p => (float[])p.Elements));
    }

    [Theory]
    [InlineData(7, 3, "3 3 1")]
    [InlineData(6, 3, "2 2 2")]
    [InlineData(5, 4, "2 2 1 0")]
    public void From_opset_18_the_last_part_may_be_smaller(int extent, int parts, string sizes)
    {
        Operator split = OneNode.Make("Split", 18, ("num_outputs", (long)parts));

        Assert.Equal(sizes, string.Join(' ', OneNode.Infer(split, parts, OneNode.Data(extent)).Select(o => o.Shape[0])));
    }

    [Fact]
    public void Up_to_opset_12_sizes_are_an_attribute()
    {
        Operator split = OneNode.Make("Split", 11, ("axis", 1L), ("split", new long[] { 2, 3 }));

        Assert.Equal([new TensorShape(4, 2), new TensorShape(4, 3)], OneNode.Infer(split, 2, OneNode.Data(4, 5)).Select(o => o.Shape));
    }

    [Fact]
    public void Misfits_are_refused()
    {
        Assert.Contains("do not add up to the extent 5", OneNode.Error(new Split(0, default, null, true), 2, OneNode.Data(5), OneNode.Known(2, 2)));
        Assert.Contains("do not add up", OneNode.Error(new Split(0, default, null, true), 2, OneNode.Data(5), OneNode.Known(7, -2)));
        Assert.Contains("the node has 2 outputs", OneNode.Error(new Split(0, default, null, true), 2, OneNode.Data(5), OneNode.Known(5)));
        Assert.Contains("equal parts", OneNode.Error(new Split(0, default, null, false), 2, OneNode.Data(5)));
        Assert.Contains("Axis 3 is out of range", OneNode.Error(new Split(3, default, null, true), 2, OneNode.Data(5)));
    }
}
