namespace CnnVulkan.Demo.Overlay;

/// <summary>The activation maps on show.</summary>
/// <param name="Layer">The layer's name.</param>
/// <param name="Shape">Its output's shape: "64 × 56 × 56".</param>
/// <param name="Index">The layer's place, from 0.</param>
/// <param name="Layers">How many layers can be chosen.</param>
/// <param name="Range">The lowest and the highest value on the page.</param>
/// <param name="Page">The page, from 0.</param>
/// <param name="Pages">How many pages the layer's maps fill.</param>
/// <param name="First">The channel of the page's first tile.</param>
/// <param name="Sheet">The tiles in <see cref="OverlayTexture.Maps"/>.</param>
/// <param name="IsColor">The texture holds colours; otherwise it holds 0 to 1 in its first channel, shown through <paramref name="Map"/>.</param>
/// <param name="Map">The colour map: of the tiles, or, where they are coloured already, of the legend.</param>
/// <param name="Selected">The channel that is enlarged, or -1.</param>
/// <param name="Enlarged">Where it lies in <see cref="OverlayTexture.Enlarged"/>; while null its tile is shown larger.</param>
/// <param name="Ranges">Of each tile its own range; the colours of a tile go from its lowest to its highest value then.</param>
/// <param name="Names">What each of the layer's channels shows, where that has a name; else empty.</param>
internal sealed record MapsStatus(
    string Layer, string Shape, int Index, int Layers, ValueRange Range, int Page, int Pages, int First, TileSheet Sheet,
    bool IsColor = false, ColorMap Map = ColorMap.Viridis, int Selected = -1, TileSheet? Enlarged = null,
    IReadOnlyList<ValueRange>? Ranges = null, IReadOnlyList<string>? Names = null)
{
    /// <summary>The range of a tile's own colours.</summary>
    public ValueRange RangeOf(int tile) => Ranges is { } ranges && tile < ranges.Count ? ranges[tile] : Range;

    /// <summary>The name of a channel, or nothing.</summary>
    public string NameOf(int channel) => Names is { } names && channel < names.Count ? names[channel] : "";
}
