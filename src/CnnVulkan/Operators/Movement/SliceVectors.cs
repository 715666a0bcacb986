using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>Ranges of channels that lie in vectors of four.</summary>
internal static class SliceVectors
{
    /// <summary>Whether a range takes whole vectors, one after the other, or simply everything.</summary>
    public static bool Fit(SliceRange channels, int extent)
        => IsWhole(channels, extent) || (channels.Step == 1 && extent % Layouts.Width == 0 && channels.Start % Layouts.Width == 0 && channels.Count % Layouts.Width == 0);

    /// <summary>The ranges of the axes as the elements lie.</summary>
    public static IReadOnlyList<SliceRange> Stored(IReadOnlyList<SliceRange> ranges, Layout layout) => layout == Layout.Nchw
        ? ranges
        : [
            ranges[0],
            new SliceRange(ranges[1].Start / Layouts.Width, 1, Layouts.Vectors(ranges[1].Count)),
            .. ranges.Skip(2),
            new SliceRange(0, 1, Layouts.Width),
        ];

    private static bool IsWhole(SliceRange range, int extent) => range is { Start: 0, Step: 1 } && range.Count == extent;
}
