using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.Tests.Operators;

public sealed class SliceTests
{
    [Theory]
    [InlineData(0, long.MaxValue, 1)]
    [InlineData(2, 5, 1)]
    [InlineData(-3, -1, 1)]
    [InlineData(1, 100, 3)]
    [InlineData(-100, 4, 2)]
    [InlineData(long.MaxValue, long.MinValue, -1)]
    [InlineData(6, 1, -2)]
    [InlineData(-1, -100, -3)]
    [InlineData(5, 2, 1)]
    [InlineData(2, 5, -1)]
    [InlineData(0, long.MaxValue, long.MaxValue)]
    [InlineData(3, long.MinValue, long.MinValue)]
    public void Ranges_are_clamped_as_NumPy_does(long start, long end, long step)
    {
        Tensor<float> input = TestData.Random(2, 3, 7, 2);
        var output = (Tensor<float>)OneNode.Evaluate(
            new Slice(default, default, default), input, TestData.Longs(start), TestData.Longs(end), TestData.Longs(-2), TestData.Longs(step))[0];

        Tensor<float> expected = SliceReference.Run(input, [0, start, 0], [3, end, 2], [1, step, 1]);
        Assert.Equal(expected.Shape, output.Shape);
        Assert.Equal(expected.Data, output.Data);
    }

    [Fact]
    public void Up_to_opset_9_the_ranges_are_attributes()
    {
        Operator slice = OneNode.Make("Slice", 1, ("starts", new long[] { 1, -2 }), ("ends", new[] { long.MaxValue, -1 }), ("axes", new long[] { 0, 2 }));

        Assert.Equal(new TensorShape(2, 4, 1), OneNode.Infer(slice, 1, OneNode.Data(3, 4, 5))[0].Shape);
    }

    [Fact]
    public void An_axis_without_elements_stays_so()
        => Assert.Equal(new TensorShape(0), OneNode.Infer(
            new Slice(default, default, default), 1, OneNode.Data(0), OneNode.Known(-1), OneNode.Known(-5), null, OneNode.Known(-1))[0].Shape);

    [Fact]
    public void Misfits_are_refused()
    {
        var slice = new Slice(default, default, default);
        TensorInfo data = OneNode.Data(3, 4), one = OneNode.Known(1), two = OneNode.Known(0, 1);
        Assert.Contains("as many", OneNode.Error(slice, 1, data, one, two));
        Assert.Contains("Axis 2 is out of range", OneNode.Error(slice, 1, data, one, one, OneNode.Known(2)));
        Assert.Contains("listed twice", OneNode.Error(slice, 1, data, two, two, OneNode.Known(0, -2)));
        Assert.Contains("step along axis 0 is 0", OneNode.Error(slice, 1, data, one, one, null, OneNode.Known(0)));
        Assert.Contains("missing", OneNode.Error(slice, 1, data));
    }
}
