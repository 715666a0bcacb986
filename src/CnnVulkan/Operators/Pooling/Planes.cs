using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>Values N×C×… as a row of planes: a channel of a picture each, or a vector of channels.</summary>
internal static class Planes
{
    /// <summary>Ranges of planes that a binding can span.</summary>
    public static ImmutableArray<(int Start, int Count)> Ranges(LoweringContext context, params TensorView[] views)
    {
        TensorShape stored = views[0].Stored.Shape;
        return context.SplitOuter(stored[0] * stored[1], views);
    }

    /// <summary>Planes [start, start + count) of a view. They keep its layout.</summary>
    public static TensorView Of(TensorView view, int start, int count)
    {
        TensorShape stored = view.Stored.Shape;
        int planes = stored[0] * stored[1];
        TensorView range = view.Stored.Reshape(new TensorShape(planes, view.Count / Math.Max(planes, 1))).Range(start, count);
        // As many pictures of one vector of channels.
        return view.Layout == Layout.Nchw ? range : range with { Shape = new TensorShape(count, Tensors.Layouts.Width, range.Shape[1] / Tensors.Layouts.Width), Layout = view.Layout };
    }
}
