using CnnVulkan.Graphs;
using CnnVulkan.Operators;

namespace CnnVulkan.Tests.Operators;

public sealed class ConvTransposeTests
{
    [Theory]
    [InlineData(new[] { 2 }, new[] { 0 }, 13)]
    [InlineData(new[] { 2 }, new[] { 1 }, 14)]
    [InlineData(new[] { 3 }, new[] { 2 }, 21)]
    public void Output_sizes(int[] stride, int[] outputPadding, int expected)
    {
        var op = new ConvTranspose(new TransposedWindow(new SlidingWindow([3], [.. stride], [1], [1]), [.. outputPadding]));
        Assert.Equal(new TensorShape(1, 5, expected), OneNode.Infer(op, 1, OneNode.Data(1, 4, 7), OneNode.Data(4, 5, 3))[0].Shape);
    }

    [Fact]
    public void An_output_shape_is_met_and_the_odd_pad_goes_to_the_beginning()
    {
        var window = new TransposedWindow(new SlidingWindow([3], [3]), [], [8]);
        WindowAxis axis = window.Resolve(new TensorShape(1, 1, 3), new TensorShape(1, 1, 3))[0];
        Assert.Equal((8, 1, 0), (axis.Output, axis.PadBegin, axis.PadEnd));
        var upper = new TransposedWindow(new SlidingWindow([3], [3], autoPad: AutoPad.SameUpper), [], [1, 1, 8]);
        axis = upper.Resolve(new TensorShape(1, 1, 3), new TensorShape(1, 1, 3))[0];
        Assert.Equal((8, 0, 1), (axis.Output, axis.PadBegin, axis.PadEnd));
    }

    [Fact]
    public void Same_padding_multiplies_by_the_stride()
    {
        var window = new TransposedWindow(new SlidingWindow([3], [2], autoPad: AutoPad.SameUpper));
        Assert.Equal(14, window.Resolve(new TensorShape(1, 1, 7), new TensorShape(1, 1, 3))[0].Output);
    }

    [Fact]
    public void Misfits_are_refused()
    {
        var plain = new TransposedWindow(new SlidingWindow());
        TensorInfo input = OneNode.Data(1, 4, 8);
        Assert.Contains("the weights take 3 channels", OneNode.Error(new ConvTranspose(plain), 1, input, OneNode.Data(3, 2, 3)));
        Assert.Contains("bias has 5 elements for 4", OneNode.Error(new ConvTranspose(plain, 2), 1, input, OneNode.Data(4, 2, 3), OneNode.Data(5)));
        var cut = new TransposedWindow(new SlidingWindow([], [], [6], [6]));
        Assert.Contains("output size of -2: input 8, kernel 3", OneNode.Error(new ConvTranspose(cut), 1, input, OneNode.Data(4, 2, 3)));
    }
}
