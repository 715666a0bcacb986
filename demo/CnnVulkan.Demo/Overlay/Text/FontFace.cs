using System.Runtime.InteropServices;

namespace CnnVulkan.Demo.Overlay;

/// <summary>One font file: which glyph a character has, how wide glyphs are, and their pictures at a size.</summary>
/// <remarks>Not safe for use by several threads at a time. Sizes are pixels per em.</remarks>
internal sealed unsafe class FontFace : IDisposable
{
    private readonly Dictionary<int, int> _glyphs = [];
    private readonly Dictionary<long, float> _kerning = [];
    private readonly Dictionary<int, float> _advances = [];
    private readonly float _unit;
    private byte* _file;
    private void* _info;

    /// <exception cref="InvalidDataException">The bytes are no font.</exception>
    /// <exception cref="DllNotFoundException">The stb library is not installed.</exception>
    public FontFace(ReadOnlySpan<byte> file, string name)
    {
        Name = name;
        _file = (byte*)NativeMemory.Alloc((nuint)file.Length);
        file.CopyTo(new Span<byte>(_file, file.Length));
        try
        {
            _info = NativeMemory.AllocZeroed(StbTrueType.FontInfoSize);
            // stb reads wherever the file's own table offsets point, so it is given only the demo's own files.
            if (file.Length < 12 || StbTrueType.InitFont(_info, _file, 0) == 0)
                throw new InvalidDataException($"{name} is no font that stb_truetype can read.");
            _unit = StbTrueType.ScaleForMappingEmToPixels(_info, 1);
        }
        catch
        {
            Dispose();
            throw;
        }
        int x0, y0, x1, y1;
        StbTrueType.GetGlyphBox(_info, Glyph('H'), &x0, &y0, &x1, &y1);
        CapHeight = y1 * _unit;
    }

    public string Name { get; }

    /// <summary>Height of capital letters, in ems.</summary>
    public float CapHeight { get; }

    /// <summary>Reads a font that is embedded in this assembly under the given file name.</summary>
    public static FontFace FromResource(string fileName)
    {
        using Stream stream = typeof(FontFace).Assembly.GetManifestResourceStream($"CnnVulkan.Demo.Fonts.{fileName}")
            ?? throw new FileNotFoundException($"The demo was built without its font {fileName}.", fileName);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new FontFace(bytes, fileName);
    }

    /// <summary>The glyph of a character; 0, an empty box, where the font has none.</summary>
    public int Glyph(int codepoint)
    {
        if (!_glyphs.TryGetValue(codepoint, out int glyph))
            _glyphs[codepoint] = glyph = StbTrueType.FindGlyphIndex(_info, codepoint);
        return glyph;
    }

    /// <summary>How far the pen moves for a glyph, in ems.</summary>
    public float Advance(int glyph)
    {
        if (!_advances.TryGetValue(glyph, out float ems))
        {
            int advance, bearing;
            StbTrueType.GetGlyphHMetrics(_info, glyph, &advance, &bearing);
            _advances[glyph] = ems = advance * _unit;
        }
        return ems;
    }

    /// <summary>What is added to the left glyph's advance when the right one follows, in ems.</summary>
    public float Kerning(int left, int right)
    {
        long pair = (long)left << 32 | (uint)right;
        if (!_kerning.TryGetValue(pair, out float ems))
            _kerning[pair] = ems = StbTrueType.GetGlyphKernAdvance(_info, left, right) * _unit;
        return ems;
    }

    /// <summary>Where a glyph's picture lies from the pen at the baseline, in whole pixels, y downwards.</summary>
    /// <param name="shift">How far right of a pixel's edge the pen stands: 0 to 1 pixel.</param>
    public void Bounds(int glyph, float size, float shift, out int x, out int y, out int width, out int height)
    {
        int x0, y0, x1, y1;
        StbTrueType.GetGlyphBitmapBoxSubpixel(_info, glyph, _unit * size, _unit * size, shift, 0, &x0, &y0, &x1, &y1);
        (x, y, width, height) = (x0, y0, x1 - x0, y1 - y0);
    }

    /// <summary>Draws a glyph's coverage, 0 to 255, into rows that lie <paramref name="stride"/> bytes apart.</summary>
    public void Rasterize(int glyph, float size, float shift, Span<byte> target, int width, int height, int stride)
    {
        if (target.Length < stride * (height - 1) + width)
            throw new ArgumentException($"A glyph of {width}×{height} at stride {stride} does not fit into {target.Length} bytes.", nameof(target));
        fixed (byte* bytes = target)
            StbTrueType.MakeGlyphBitmapSubpixel(_info, bytes, width, height, stride, _unit * size, _unit * size, shift, 0, glyph);
    }

    public void Dispose()
    {
        NativeMemory.Free(_info);
        NativeMemory.Free(_file);
        _info = null;
        _file = null;
    }
}
