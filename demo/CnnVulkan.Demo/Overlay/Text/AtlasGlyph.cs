namespace CnnVulkan.Demo.Overlay;

/// <summary>Where a glyph lies in the atlas, and where it is drawn from the pen at the baseline; all in pixels.</summary>
internal readonly record struct AtlasGlyph(int X, int Y, int Width, int Height, int OffsetX, int OffsetY);
