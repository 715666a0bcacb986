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

    /// <summary>
    /// How many planes an invocation should take that works out its place by divisions: a CPU driver, which divides lane by lane, spent most of a
    /// gradient's time on them. No more than leave enough invocations.
    /// </summary>
    public static int Each(LoweringContext context, int planes, long pixels)
    {
        const int Most = 16, FewGroups = 16, GroupsPerProcessor = 32, Lanes = 64;
        long invocations = (context.Traits.IsCpu ? FewGroups : (long)context.Traits.Workgroups * GroupsPerProcessor) * Lanes;
        return (int)Math.Clamp(planes * pixels / invocations, 1, Most);
    }
}
