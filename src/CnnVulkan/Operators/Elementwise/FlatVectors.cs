using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>
/// Tensors of as many elements seen as lists of vectors of four, for kernels on <c>layout.glsl</c> that treat each element by itself: a list
/// of n elements lies like a picture of four channels and n/4 pixels. Where one of them does not divide, all are lists of single elements.
/// </summary>
internal static class FlatVectors
{
    /// <summary>The views as lists, all of vectors or all of elements.</summary>
    public static TensorView[] Of(params TensorView[] views)
    {
        bool whole = views.All(v => v.Count % Layouts.Width == 0 && v.Offset % Layouts.Width == 0);
        return [.. views.Select(v => whole
            ? new TensorView(v.Tensor, v.Offset, new TensorShape(1, Layouts.Width, v.Count / Layouts.Width), Layout.Nc4hw)
            : new TensorView(v.Tensor, v.Offset, new TensorShape(v.Count)))];
    }

    /// <summary>
    /// The views as lists of vectors, and what is left of whole vectors as lists of elements: for long views that a few last elements shall not make
    /// slow.
    /// </summary>
    public static IEnumerable<TensorView[]> WithRest(params TensorView[] views)
    {
        int count = views[0].Count, whole = count / Layouts.Width * Layouts.Width;
        TensorView[] Range(int start, int length) => Of([.. views.Select(v => v.Stored.Part(start, new TensorShape(length)))]);
        return whole == 0 || whole == count ? [Of(views)] : [Range(0, whole), Range(whole, count - whole)];
    }

    /// <summary>Whole vectors of a view, from an element on, as a list.</summary>
    public static TensorView List(TensorView view, int start, int count)
        => new(view.Tensor, view.Offset + start, new TensorShape(1, Layouts.Width, count / Layouts.Width), Layout.Nc4hw);

    /// <summary>How many vectors, or elements, a list has.</summary>
    public static int Count(TensorView list) => list.Shape[-1];

    /// <summary>Ranges of lists of one length such that each can be bound.</summary>
    public static ImmutableArray<(int Start, int Count)> Split(LoweringContext context, TensorView[] lists) => context.SplitOuter(Count(lists[0]), lists);

    /// <summary>A range of a list.</summary>
    public static TensorView Part(TensorView list, int start, int count)
        => list.Layout == Layout.Nc4hw ? list.Part(start * Layouts.Width, new TensorShape(1, Layouts.Width, count)) : list.Part(start, new TensorShape(count));
}
