using System.Collections.Immutable;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>Windows over depth, height and width as kernels take them.</summary>
internal static class WindowAxes
{
    /// <summary>Places that are all visited, whether they take an element or not.</summary>
    private const int FewPlaces = 16;

    /// <summary>Extents and first pads of depth, height and width.</summary>
    public static VolumeExtents Extents(this ImmutableArray<WindowAxis> axes) => new(
        axes[0].Input, axes[1].Input, axes[2].Input, axes[0].Output, axes[1].Output, axes[2].Output, axes[0].PadBegin, axes[1].PadBegin, axes[2].PadBegin);

    /// <summary>Kernel, stride and dilation along depth, height and width.</summary>
    public static VolumeWindow Window(this ImmutableArray<WindowAxis> axes) => new(
        axes[0].Kernel, axes[1].Kernel, axes[2].Kernel, axes[0].Stride, axes[1].Stride, axes[2].Stride, axes[0].Dilation, axes[1].Dilation, axes[2].Dilation);

    /// <summary>Whether so few places take an element that a gradient visits all that could, in loops that compilers unroll.</summary>
    public static bool FewOverlap(this ImmutableArray<WindowAxis> axes)
        => axes.Aggregate(1L, (n, a) => Math.Min(n * ((a.Extent - 1) / a.Stride + 1), FewPlaces + 1)) <= FewPlaces;
}
