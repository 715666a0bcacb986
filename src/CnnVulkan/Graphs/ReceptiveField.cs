using System.Collections.Immutable;

namespace CnnVulkan;

/// <summary>
/// What one element of a value sees of the picture: its receptive field, with the stride and padding that all layers up to it add up
/// to. Where several paths lead to a value the largest field counts. Cf. Araujo, Norris and Sim, "Computing Receptive Fields of
/// Convolutional Neural Networks", Distill 2019.
/// </summary>
/// <param name="Axes">One entry per spatial axis of the picture: height and width, or one to three axes of what the network is fed with.</param>
public sealed record ReceptiveField(ImmutableArray<ReceptiveAxis> Axes)
{
    /// <summary>Whether every element sees the whole picture.</summary>
    public bool SeesAll => Axes.All(a => a.SeesAll);

    /// <summary>The part of the picture an element sees, padding cut off: start and length per spatial axis.</summary>
    /// <param name="index">The element's index, one number per axis of the value.</param>
    public ImmutableArray<(int Start, int Length)> Visible(params int[] index)
        => [.. Axes.Select(a => a.Visible(a.Along < 0 ? 0 : index[a.Along]))];

    /// <summary>The axes' sizes joined by ×: <c>11×11</c>; <c>all</c> where everything is seen.</summary>
    public override string ToString() => SeesAll ? "all" : string.Join("×", Axes.Select(a => a.Size));

    /// <summary>Changes those axes that run along an axis of the value.</summary>
    /// <param name="change">The new axis for an axis of the value and what it sees.</param>
    public ReceptiveField Map(Func<int, ReceptiveAxis, ReceptiveAxis> change)
        => new([.. Axes.Select(a => a.Along < 0 ? a : change(a.Along, a))]);

    /// <summary>Changes those axes that run along a spatial axis of the value, N×C×D1×…, counted from D1.</summary>
    /// <param name="change">The new axis for a spatial axis of the value and what it sees.</param>
    public ReceptiveField MapSpatial(Func<int, ReceptiveAxis, ReceptiveAxis> change) => Map((axis, a) => axis < 2 ? a : change(axis - 2, a));

    /// <summary>Every element sees everything.</summary>
    public ReceptiveField Whole() => new([.. Axes.Select(a => a.Whole())]);

    /// <summary>Elements along one axis all see all of it.</summary>
    public ReceptiveField WholeAlong(int axis) => Map((along, a) => along == axis ? a.Whole() : a);

    /// <summary>What two paths see together.</summary>
    internal ReceptiveField Join(ReceptiveField other) => new([.. Axes.Zip(other.Axes, (x, y) => x.Join(y))]);

    /// <summary>Axes align from the end; one of extent 1 serves all of the output's.</summary>
    internal ReceptiveField Broadcast(TensorShape from, TensorShape to) => Map((axis, a) =>
    {
        int target = axis + to.Rank - from.Rank;
        return target >= 0 && from[axis] == 1 && to[target] > 1 ? a.Merged(1) : a with { Along = target };
    });

    /// <summary>An axis stays where the same elements lie before and in it; else its elements are spread over others.</summary>
    internal ReceptiveField Reshape(TensorShape from, TensorShape to) => Map((axis, a) =>
    {
        int before = from.CountOf(0, axis);
        for (int i = 0; i < to.Rank; i++)
        {
            if (to[i] == from[axis] && to.CountOf(0, i) == before && (to[i] > 1 || i >= 2))
                return a with { Along = i };
        }
        return a.Merged(from[axis]);
    });
}
