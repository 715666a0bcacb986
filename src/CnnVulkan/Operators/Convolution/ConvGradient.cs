using System.Collections.Immutable;
using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>The gradients of convolutions, in nodes: the input's is a convolution with flipped filters.</summary>
internal static class ConvGradient
{
    /// <summary>Adds the gradients of a convolution's input, weights and bias.</summary>
    public static void Add(GradientContext context, SlidingWindow window, int group)
    {
        TensorInfo input = context.InputInfo(0), weights = context.InputInfo(1);
        ImmutableArray<WindowAxis> axes = window.Resolve(input.Shape, weights.Shape);
        if (context.Gradient() is not { } gradient)
            return;
        if (group == 1 && axes.Any(a => a.Kernel > 1) && axes.All(a => a is { Output: 1, PadBegin: 0, PadEnd: 0 } && a.Kernel == a.Input))
        {
            AddDense(context, gradient);
            return;
        }
        if (context.Needs(0))
            context.Set(0, Backwards(context, gradient, axes, group));
        if (context.Needs(1))
            context.Set(1, context.Add("weight_gradient", new ConvWeightGradient(axes, group, weights.Shape), context.Input(0), gradient));
        if (context.Needs(2))
            context.Set(2, context.Add("bias_gradient", new ChannelSum(context.InputInfo(2).Shape), gradient));
    }

    /// <summary>The same where the filter is as large as the picture, and the convolution a dense layer: going backwards it would slide over padding.</summary>
    private static void AddDense(GradientContext context, string gradient)
    {
        TensorShape input = context.InputInfo(0).Shape, weights = context.InputInfo(1).Shape;
        string Matrix(string value) => context.Add("rows", new Flatten(1), value);
        string As(TensorShape shape, string matrix) => context.Add("gradient", new Reshape([.. shape.Dimensions], allowZero: true), matrix);
        string rows = Matrix(gradient);
        if (context.Needs(0))
            context.Set(0, As(input, context.Add("input_gradient", new Gemm(), rows, Matrix(context.Input(1)))));
        if (context.Needs(1))
            context.Set(1, As(weights, context.Add("weight_gradient", new Gemm(transposeA: true), rows, Matrix(context.Input(0)))));
        if (context.Needs(2))
            context.Set(2, context.Add("bias_gradient", new ChannelSum(context.InputInfo(2).Shape), gradient));
    }

    /// <summary>Adds those of a transposed convolution, which are what the convolution that it turns round does forwards.</summary>
    /// <param name="context">The node.</param>
    /// <param name="axes">Its window over each spatial axis; input and output as it has them.</param>
    /// <param name="group">Groups of channels.</param>
    public static void AddTransposed(GradientContext context, ImmutableArray<WindowAxis> axes, int group)
    {
        if (context.Gradient() is not { } gradient)
            return;
        // The end of the padding with which the window fits exactly; below 0 where part of the output comes of no input.
        int End(WindowAxis a) => checked((int)((a.Input - 1L) * a.Stride + a.Extent - a.PadBegin - a.Output));
        if (context.Needs(0))
        {
            string kept = gradient;
            if (axes.Any(a => End(a) < 0))
                kept = context.Add("kept_gradient", new Dilate([.. axes.Select(_ => 1)], [.. axes.Select(_ => 0)], [.. axes.Select(a => a.Output + Math.Min(End(a), 0))]), gradient);
            var window = new SlidingWindow(
                strides: [.. axes.Select(a => a.Stride)],
                padsBegin: [.. axes.Select(a => a.PadBegin)],
                padsEnd: [.. axes.Select(a => Math.Max(End(a), 0))],
                dilations: [.. axes.Select(a => a.Dilation)]);
            context.Set(0, context.Add("input_gradient", new Conv(window, group), kept, context.Input(1)));
        }
        if (context.Needs(1))
        {
            ImmutableArray<WindowAxis> turned = [.. axes.Select(a => a with { Input = a.Output, Output = a.Input })];
            context.Set(1, context.Add("weight_gradient", new ConvWeightGradient(turned, group, context.InputInfo(1).Shape), gradient, context.Input(0)));
        }
        if (context.Needs(2))
            context.Set(2, context.Add("bias_gradient", new ChannelSum(context.InputInfo(2).Shape), gradient));
    }

    /// <summary>
    /// The gradient of the input. With Z the gradient of the output, stride - 1 zeros between its elements, and K taps d apart:
    /// dX[x] = Σ W[k] Z[x + pad - k·d], a convolution at stride 1 with the filter flipped whose window begins (K-1)·d - pad before x.
    /// </summary>
    private static string Backwards(GradientContext context, string gradient, ImmutableArray<WindowAxis> axes, int group)
    {
        if (ByPhases(context, gradient, axes, group) is { } found)
            return found;
        string filter = context.Add("flipped_filter", new FlippedFilter(group), context.Input(1));
        ImmutableArray<int> steps = [.. axes.Select(a => a.Stride)], extents = [.. axes.Select(a => a.Input)];
        if (axes.All(a => a.Kernel == 1) && axes.Any(a => a.Stride > 1 || a.PadBegin > 0 || a.PadEnd > 0))
        {
            // A single tap never meets the zeros: they come behind it.
            string products = context.Add("input_gradient", new Conv(new SlidingWindow(), group), gradient, filter);
            return context.Add("input_gradient", new Dilate(steps, [.. axes.Select(a => a.PadBegin)], extents), products);
        }
        // A window that begins or ends within Z cuts the rest of it off: padding is never negative.
        int Begin(WindowAxis a) => checked((int)(a.Extent - 1 - a.PadBegin));
        int Spread(WindowAxis a) => (a.Output - 1) * a.Stride + 1;
        int End(WindowAxis a) => a.Input + a.PadBegin - Spread(a);
        ImmutableArray<int> first = [.. axes.Select(a => Math.Max(-Begin(a), 0))];
        // Nothing may be left where all that the windows see is padding; a zero then.
        ImmutableArray<int> kept = [.. axes.Select((a, i) => Math.Max(Spread(a) + Math.Min(End(a), 0) - first[i], 1))];
        if (axes.Any(a => a.Stride > 1 || Begin(a) < 0 || End(a) < 0))
            gradient = context.Add("dilated_gradient", new Dilate(steps, first, kept), gradient);
        var window = new SlidingWindow(
            padsBegin: [.. axes.Select(a => Math.Max(Begin(a), 0))],
            padsEnd: [.. axes.Select((a, i) => (int)(a.Input + a.Extent - 1 - Math.Max(Begin(a), 0) - kept[i]))],
            dilations: [.. axes.Select(a => a.Dilation)]);
        return context.Add("input_gradient", new Conv(window, group), gradient, filter);
    }

    /// <summary>
    /// The same under strides, without products by zeros. An input at x + pad = q·stride + a meets the taps a + m·stride and the outputs q - m: for each
    /// phase a a convolution at stride 1 with ⌈K/stride⌉ taps. One computes them all, and their results are interleaved.
    /// </summary>
    private static string? ByPhases(GradientContext context, string gradient, ImmutableArray<WindowAxis> axes, int group)
    {
        int Quotients(WindowAxis a) => (a.Input - 1 + a.PadBegin) / a.Stride + 1;
        int Taps(WindowAxis a) => (a.Kernel + a.Stride - 1) / a.Stride;
        bool fits = group == 1 && axes.Length == 2 && axes.Any(a => a.Stride > 1 && a.Kernel > 1) && axes.All(a => a.Dilation == 1 && Quotients(a) >= a.Output);
        if (!fits)
            return null;
        string filter = context.Add("phase_filters", new FlippedFilter(1, axes[0].Stride, axes[1].Stride), context.Input(1));
        var window = new SlidingWindow(padsBegin: [.. axes.Select(a => Taps(a) - 1)], padsEnd: [.. axes.Select(a => Quotients(a) - a.Output)]);
        string phases = context.Add("phases", new Conv(window), gradient, filter);
        var interleave = new Dilate(
            [.. axes.Select(a => a.Stride)], [.. axes.Select(a => a.PadBegin)], [.. axes.Select(a => a.Input)], context.InputInfo(0).Shape[1]);
        return context.Add("input_gradient", interleave, phases);
    }
}
