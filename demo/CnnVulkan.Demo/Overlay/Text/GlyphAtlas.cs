namespace CnnVulkan.Demo.Overlay;

/// <summary>The texture all text is drawn from: coverage, one byte a pixel, filled as glyphs are first asked for.</summary>
/// <remarks>
/// Glyphs are drawn at their exact pixel size, so text is as crisp on a 4K display as on a small one, and at four positions within a
/// pixel, so that letters keep their distances. When the atlas is full, it is emptied before the next frame, never within one:
/// what has been drawn in a frame stays where it is.
/// </remarks>
internal sealed class GlyphAtlas : IDisposable
{
    /// <summary>Positions within a pixel at which a glyph is drawn.</summary>
    public const int Phases = 4;

    private const int Gap = 1;

    private readonly FontFace[] _faces;
    private readonly Dictionary<GlyphKey, AtlasGlyph> _glyphs = [];
    private readonly byte[] _pixels;
    private int _shelfX, _shelfY, _shelfHeight;
    private bool _full;
    private bool _changed = true;

    public GlyphAtlas(int width = 2048, int height = 1024)
    {
        (Width, Height) = (width, height);
        _pixels = new byte[width * height];
        _faces = [FontFace.FromResource("Sans-Regular.otf"), FontFace.FromResource("Sans-SemiBold.otf")];
    }

    public int Width { get; }

    public int Height { get; }

    public ReadOnlySpan<byte> Pixels => _pixels;

    /// <summary>The number of glyph pictures held.</summary>
    public int Count => _glyphs.Count;

    public FontFace Face(FontWeight weight) => _faces[(int)weight];

    /// <summary>Empties the atlas if the last frame could not place all its glyphs.</summary>
    public void BeginFrame()
    {
        if (!_full)
            return;
        _glyphs.Clear();
        Array.Clear(_pixels);
        (_shelfX, _shelfY, _shelfHeight, _full) = (0, 0, 0, false);
        _changed = true;
    }

    /// <summary>The place of a glyph, drawn now if it is new. Nothing is drawn of a glyph for which there is no room in this frame.</summary>
    public AtlasGlyph Get(GlyphKey key)
    {
        if (_glyphs.TryGetValue(key, out AtlasGlyph found))
            return found;
        FontFace face = Face(key.Weight);
        float shift = (float)key.Phase / Phases;
        face.Bounds(key.Glyph, key.Size, shift, out int x, out int y, out int width, out int height);
        if (width <= 0 || height <= 0)
            return _glyphs[key] = default;
        if (!Place(width, height, out int left, out int top))
        {
            _full = true;
            return default;
        }
        face.Rasterize(key.Glyph, key.Size, shift, _pixels.AsSpan(top * Width + left), width, height, Width);
        _changed = true;
        return _glyphs[key] = new AtlasGlyph(left, top, width, height, x, y);
    }

    /// <summary>Whether there is anything new since the last call.</summary>
    public bool TakeChanged()
    {
        bool changed = _changed;
        _changed = false;
        return changed;
    }

    public void Dispose()
    {
        foreach (FontFace face in _faces)
            face.Dispose();
    }

    // Shelves: rows as high as their first glyph and a little. Glyphs of a size are alike, so little is lost.
    private bool Place(int width, int height, out int left, out int top)
    {
        (left, top) = (0, 0);
        if (_shelfX + width + Gap > Width || height + Gap > _shelfHeight)
        {
            int next = _shelfHeight == 0 ? 0 : _shelfY + _shelfHeight;
            int shelf = height + Gap + height / 4;
            if (width + Gap > Width || next + shelf > Height)
                return false;
            (_shelfX, _shelfY, _shelfHeight) = (0, next, shelf);
        }
        (left, top) = (_shelfX, _shelfY);
        _shelfX += width + Gap;
        return true;
    }
}
