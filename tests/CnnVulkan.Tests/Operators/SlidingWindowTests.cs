using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.Tests.Operators;

public sealed class SlidingWindowTests
{
    /// <summary>Every small window on every small input, against one that is slid place by place.</summary>
    [Fact]
    public void Output_sizes_are_those_of_sliding_place_by_place()
    {
        int[] small = [0, 1, 2];
        var cases =
            from input in Enumerable.Range(1, 9)
            from kernel in Enumerable.Range(1, 4)
            from stride in Enumerable.Range(1, 4)
            from dilation in Enumerable.Range(1, 2)
            from begin in small
            from end in small
            from ceil in new[] { false, true }
            select (input, kernel, stride, dilation, begin, end, ceil);
        foreach (var (input, kernel, stride, dilation, begin, end, ceil) in cases)
        {
            int expected = new SpatialWindow([kernel], [stride], [begin], [end], [dilation], ceil).OutputOf(new TensorShape(1, 1, input))[0];
            var window = new SlidingWindow([kernel], [stride], [begin], [end], [dilation], AutoPad.NotSet, ceil ? WindowRounding.Ceil : WindowRounding.Floor);
            string name = $"input {input} kernel {kernel} stride {stride} dilation {dilation} pads {begin}+{end} ceil {ceil}";
            if (expected > 0)
                Assert.Equal((name, expected), (name, window.Resolve(new TensorShape(1, 1, input))[0].Output));
            else
                Assert.Contains("output size", Assert.Throws<ShapeException>(() => window.Resolve(new TensorShape(1, 1, input))).Message);
        }
    }

    [Fact]
    public void Same_padding_gives_the_input_over_the_stride_and_no_more_padding_than_that_takes()
    {
        var cases =
            from input in Enumerable.Range(1, 12)
            from kernel in Enumerable.Range(1, 5)
            from stride in Enumerable.Range(1, 4)
            from dilation in Enumerable.Range(1, 3)
            select (input, kernel, stride, dilation);
        foreach (var (input, kernel, stride, dilation) in cases)
        {
            var shape = new TensorShape(1, 1, input);
            WindowAxis upper = new SlidingWindow([kernel], [stride], [], [], [dilation], AutoPad.SameUpper).Resolve(shape)[0];
            WindowAxis lower = new SlidingWindow([kernel], [stride], [], [], [dilation], AutoPad.SameLower).Resolve(shape)[0];
            Assert.Equal((int)Math.Ceiling(input / (double)stride), upper.Output);
            int total = Math.Max((upper.Output - 1) * stride + (kernel - 1) * dilation + 1 - input, 0);
            Assert.Equal((total / 2, (total + 1) / 2), (upper.PadBegin, upper.PadEnd));
            Assert.Equal((upper.Output, upper.PadEnd, upper.PadBegin), (lower.Output, lower.PadBegin, lower.PadEnd));
        }
    }

    [Fact]
    public void Valid_padding_rounds_down_whatever_ceil_mode_says()
    {
        var window = new SlidingWindow([3], [2], [5], [5], [], AutoPad.Valid, WindowRounding.Ceil);
        Assert.Equal(new WindowAxis(8, 3, 2, 1, 0, 0, 3), window.Resolve(new TensorShape(1, 1, 8))[0]);
    }

    [Fact]
    public void A_window_that_must_fit_exactly_says_by_how_much_it_does_not()
    {
        var window = new SlidingWindow([3, 3], [3, 3], rounding: WindowRounding.Exact);
        string message = Assert.Throws<ShapeException>(() => window.Resolve(new TensorShape(1, 1, 7, 7))).Message;
        Assert.Contains("axis 0 does not fit exactly", message);
        Assert.Contains("(7 - 3) / 3 + 1 = 2.33", message);
        Assert.Contains("input 7, kernel 3, stride 3", message);
        Assert.Equal(3, window.Resolve(new TensorShape(1, 1, 9, 9))[0].Output);
        Assert.Equal(2, new SlidingWindow([3, 3], [3, 3]).Resolve(new TensorShape(1, 1, 7, 7))[0].Output);
        Assert.Equal(3, new SlidingWindow([3, 3], [3, 3], rounding: WindowRounding.Ceil).Resolve(new TensorShape(1, 1, 7, 7))[0].Output);
    }

    [Fact]
    public void An_output_of_nothing_names_all_numbers()
    {
        var window = new SlidingWindow([5], [2], [1], [0], [2]);
        string message = Assert.Throws<ShapeException>(() => window.Resolve(new TensorShape(1, 1, 4))).Message;
        Assert.Contains("output size of -1: input 4, kernel 5, stride 2, pads 1 and 0, dilation 2", message);
    }

    [Fact]
    public void Hostile_numbers_are_refused_or_computed_without_overflow()
    {
        Assert.Throws<ShapeException>(() => new SlidingWindow([3], [0]));
        Assert.Throws<ShapeException>(() => new SlidingWindow([0]));
        Assert.Throws<ShapeException>(() => new SlidingWindow([3], [1], [-1], [0]));
        Assert.Throws<ShapeException>(() => new SlidingWindow([3], [1], [], [], [0]));
        Assert.Throws<ShapeException>(() => new SlidingWindow([int.MaxValue], [1], [], [], [int.MaxValue]).Resolve(new TensorShape(1, 1, 4)));
        Assert.Throws<ShapeException>(() => new SlidingWindow([int.MaxValue], [1], [], [], [int.MaxValue], AutoPad.SameUpper).Resolve(new TensorShape(1, 1, 4)));
        Assert.Throws<ShapeException>(() => new SlidingWindow([1], [1], [int.MaxValue], [int.MaxValue]).Resolve(new TensorShape(1, 1, 4)));
    }

    [Fact]
    public void Lists_must_fit_the_rank()
    {
        var flat = new TensorShape(1, 1, 8);
        Assert.Contains("2 kernel extents", Assert.Throws<ShapeException>(() => new SlidingWindow([3, 3]).Resolve(flat)).Message);
        Assert.Contains("2 strides", Assert.Throws<ShapeException>(() => new SlidingWindow([3], [1, 1]).Resolve(flat)).Message);
        Assert.Contains("3 to 5 axes", Assert.Throws<ShapeException>(() => new SlidingWindow([3]).Resolve(new TensorShape(3, 3))).Message);
        Assert.Contains("not that of the weights", Assert.Throws<ShapeException>(() => new SlidingWindow([3]).Resolve(flat, new TensorShape(1, 1, 5))).Message);
    }
}
