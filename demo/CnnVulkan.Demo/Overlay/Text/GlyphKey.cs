namespace CnnVulkan.Demo.Overlay;

/// <summary>What one picture in the atlas shows: a glyph of a font at a whole pixel size, shifted by quarters of a pixel.</summary>
internal readonly record struct GlyphKey(FontWeight Weight, int Size, int Glyph, int Phase);
