namespace CnnVulkan.Demo.Overlay;

/// <summary>The activation maps on show.</summary>
/// <param name="Layer">The layer's name.</param>
/// <param name="Shape">Its output's shape: "64 × 56 × 56".</param>
/// <param name="Index">The layer's place, from 0.</param>
/// <param name="Layers">How many layers can be chosen.</param>
/// <param name="Low">The lowest value on the page.</param>
/// <param name="High">The highest.</param>
/// <param name="Page">The page, from 0.</param>
/// <param name="Pages">How many pages the layer's maps fill.</param>
/// <param name="First">The channel of the page's first tile.</param>
/// <param name="Sheet">The tiles in <see cref="OverlayTexture.Maps"/>.</param>
/// <param name="IsColor">The texture holds colours; otherwise it holds 0 to 1 in its first channel, shown through <paramref name="Map"/>.</param>
/// <param name="Map">The colour map: of the tiles, or, where they are coloured already, of the legend.</param>
/// <param name="Selected">The channel that is enlarged, or -1.</param>
internal sealed record MapsStatus(
    string Layer, string Shape, int Index, int Layers, float Low, float High, int Page, int Pages, int First, TileSheet Sheet,
    bool IsColor = false, ColorMap Map = ColorMap.Viridis, int Selected = -1);
