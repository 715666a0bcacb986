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
        if (context.Needs(0))
            context.Set(0, Backwards(context, gradient, axes, group));
        if (context.Needs(1))
            context.Set(1, context.Add("weight_gradient", new ConvWeightGradient(axes, group, weights.Shape), context.Input(0), gradient));
        if (context.Needs(2))
            context.Set(2, context.Add("bias_gradient", new ChannelSum(context.InputInfo(2).Shape), gradient));
    }

    /// <summary>
    /// The gradient of the input. With Z the gradient of the output, stride - 1 zeros between its elements, and K taps d apart:
    /// dX[x] = Σ W[k] Z[x + pad - k·d], a convolution at stride 1 with the filter flipped whose window begins (K-1)·d - pad before x.
    /// </summary>
    private static string Backwards(GradientContext context, string gradient, ImmutableArray<WindowAxis> axes, int group)
    {
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
}
