using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.Tests.Operators;

public sealed class PadTests
{
    [Theory]
    [InlineData("constant", 1, 2, 0, 3)]
    [InlineData("constant", -1, 2, 1, -2)]
    [InlineData("edge", 3, 0, 1, 4)]
    [InlineData("reflect", 2, 3, 9, 1)]
    [InlineData("wrap", 2, 7, 5, 1)]
    public void Elements_are_added_around(string mode, int top, int bottom, int left, int right)
    {
        Tensor<float> input = TestData.Random(8, 2, 3, 4);
        Operator pad = OneNode.Make("Pad", 19, ("mode", mode));
        var output = (Tensor<float>)OneNode.Evaluate(
            pad, input, TestData.Longs(top, left, bottom, right), new Tensor<float>(TensorShape.Scalar, [7]), TestData.Longs(1, -1))[0];

        Tensor<float> expected = PadReference.Run(input, [0, top, left], [0, bottom, right], mode, 7);
        Assert.Equal(expected.Shape, output.Shape);
        Assert.Equal(expected.Data, output.Data);
    }

    [Fact]
    public void Old_forms_have_attributes()
    {
        Operator first = OneNode.Make("Pad", 1, ("paddings", new long[] { 1, 0, 0, 2 }), ("value", 3f));
        Assert.Equal([3f, 3, 3, 0, 3, 3], (float[])OneNode.Evaluate(first, new Tensor<float>(new TensorShape(1, 1)))[0].Elements);
        Operator second = OneNode.Make("Pad", 2, ("pads", new long[] { 0, 1, 0, 0 }));
        Assert.Equal(new TensorShape(2, 4), OneNode.Infer(second, 1, OneNode.Data(2, 3))[0].Shape);
    }

    [Fact]
    public void Integers_are_padded_with_zero()
        => Assert.Equal(new[] { 0L, 5, 0 }, OneNode.Evaluate(OneNode.Make("Pad", 13), TestData.Longs(5), TestData.Longs(1, 1))[0].Elements);

    [Fact]
    public void Misfits_are_refused()
    {
        Operator pad = OneNode.Make("Pad", 13);
        Assert.Contains("4 pads are expected", OneNode.Error(pad, 1, OneNode.Data(2, 3), OneNode.Known(1, 1)));
        Assert.Contains("make the extent 3 of axis 0 -1", OneNode.Error(pad, 1, OneNode.Data(3), OneNode.Known(-2, -2)));
        Assert.Contains("make the extent 3 of axis 0", OneNode.Error(pad, 1, OneNode.Data(3), OneNode.Known(long.MaxValue, long.MaxValue)));
        Assert.Contains("more than", OneNode.Error(pad, 1, OneNode.Data(3, 3), OneNode.Known(1 << 20, 1 << 20, 0, 0)));
        Assert.Contains("cannot be padded from its own elements", OneNode.Error(OneNode.Make("Pad", 13, ("mode", "edge")), 1, OneNode.Data(0), OneNode.Known(1, 1)));
        Assert.Throws<ModelFormatException>(() => OneNode.Make("Pad", 13, ("mode", "mirror")));
    }
}
