using System.Numerics;
using System.Runtime.InteropServices;

namespace CnnVulkan.Demo.Overlay;

/// <summary>What one frame of the overlay consists of. Everything is given in logical pixels and kept in pixels of the target.</summary>
/// <remarks>
/// Within a layer shapes lie below pictures, and those below text, in whatever order they come; what is to lie above text begins a new
/// layer. So a handful of draw calls is enough for everything. The lists are kept from frame to frame: once they have grown to what the
/// overlay needs, a frame allocates nothing.
/// </remarks>
internal sealed class DrawList(GlyphAtlas atlas)
{
    private static readonly Rgba White = Rgba.Hex(0xFFFFFF);

    private readonly List<DrawInstance> _instances = new(4096);
    private readonly List<DrawInstance>[] _layer = [new(1024), new(256), new(2048)];
    private readonly List<OverlayTexture> _textures = new(256);
    private readonly List<DrawBatch> _batches = new(16);
    private readonly Stack<Vector4> _clips = new();
    private Vector4 _clip;

    /// <summary>Pixels of the target per logical pixel.</summary>
    public float Scale { get; private set; } = 1;

    /// <summary>The whole target, in logical pixels.</summary>
    public Rect Bounds { get; private set; }

    public GlyphAtlas Atlas => atlas;

    public ReadOnlySpan<DrawInstance> Instances => CollectionsMarshal.AsSpan(_instances);

    public ReadOnlySpan<DrawBatch> Batches => CollectionsMarshal.AsSpan(_batches);

    /// <summary>Forgets the last frame.</summary>
    public void Begin(int width, int height, float scale)
    {
        _instances.Clear();
        _batches.Clear();
        _clips.Clear();
        _textures.Clear();
        foreach (List<DrawInstance> part in _layer)
            part.Clear();
        Scale = scale;
        Bounds = new Rect(0, 0, width / scale, height / scale);
        _clip = new Vector4(0, 0, width, height);
        atlas.BeginFrame();
    }

    /// <summary>Ends a layer, if anything is in it: what comes now lies above all that came before.</summary>
    public void NextLayer()
    {
        Flush(DrawPass.Shapes, OverlayTexture.None, 0, _layer[(int)DrawPass.Shapes].Count);
        for (int first = 0, end; first < _textures.Count; first = end)
        {
            for (end = first + 1; end < _textures.Count && _textures[end] == _textures[first];)
                end++;
            Flush(DrawPass.Images, _textures[first], first, end - first);
        }
        Flush(DrawPass.Glyphs, OverlayTexture.None, 0, _layer[(int)DrawPass.Glyphs].Count);
        foreach (List<DrawInstance> part in _layer)
            part.Clear();
        _textures.Clear();
    }

    /// <summary>Draws only inside the rectangle (and what it was clipped to before) until <see cref="PopClip"/>.</summary>
    public void PushClip(Rect rect)
    {
        _clips.Push(_clip);
        Vector4 edges = Edges(rect);
        _clip = new Vector4(
            MathF.Max(_clip.X, edges.X), MathF.Max(_clip.Y, edges.Y), MathF.Min(_clip.Z, edges.Z), MathF.Min(_clip.W, edges.W));
    }

    public void PopClip() => _clip = _clips.Pop();

    public void Fill(Rect rect, Rgba color, float radius = 0) => Gradient(rect, color, color, radius);

    public void Gradient(Rect rect, Rgba top, Rgba bottom, float radius = 0) =>
        Add(DrawKind.Fill, Snap(rect), default, new Vector4(radius * Scale, 0, 0, 0), top, bottom);

    /// <summary>A line inside the edge; one logical pixel is never less than one pixel of the target.</summary>
    public void Stroke(Rect rect, Rgba color, float radius = 0, float width = 1) =>
        Add(DrawKind.Stroke, Snap(rect), default, new Vector4(radius * Scale, Hair(width), 0, 0), color, color);

    /// <summary>The ground of a panel: its shadow, itself and its edge in one, since nothing else covers as many pixels.</summary>
    public void Panel(Rect rect, Rgba ground, Rgba edge, Rgba shadow, float radius, float softness = 10, float drop = 2)
    {
        Vector4 r = Snap(rect);
        float soft = softness * Scale, below = drop * Scale;
        var cover = new Vector4(r.X - soft, r.Y - soft, r.Z + 2 * soft, r.W + 2 * soft + below);
        Add(DrawKind.Panel, cover, r, new Vector4(radius * Scale, soft, below, Hair(1)), ground, edge, shadow.Packed);
    }

    /// <summary>A part (in fractions) of a colour texture.</summary>
    /// <param name="texture">The texture.</param>
    /// <param name="rect">The place.</param>
    /// <param name="part">The part.</param>
    /// <param name="radius">Corner radius.</param>
    /// <param name="transparent">Whether the texture's alpha counts.</param>
    /// <param name="sharp">Whether enlarged texels stay squares; otherwise they are blended.</param>
    public void Image(OverlayTexture texture, Rect rect, Rect part, float radius = 0, bool transparent = false, bool sharp = false)
    {
        var shape = new Vector4(radius * Scale, transparent ? 1 : 0, sharp ? 1 : 0, 0);
        if (Add(DrawKind.Image, Snap(rect), Corners(part), shape, White, White))
            _textures.Add(texture);
    }

    /// <summary>A part (in fractions) of a texture of numbers, from <paramref name="low"/> to <paramref name="high"/> through a colour map.</summary>
    public void Map(OverlayTexture texture, Rect rect, Rect part, ColorMap map, float low = 0, float high = 1, float radius = 0)
    {
        if (Add(DrawKind.Map, Snap(rect), Corners(part), new Vector4(radius * Scale, 0, low, high), White, White, (uint)map))
            _textures.Add(texture);
    }

    public void Line(float x0, float y0, float x1, float y1, Rgba color, float width = 1)
    {
        float half = MathF.Max(1, width * Scale) / 2 + 1;
        (x0, y0, x1, y1) = (x0 * Scale, y0 * Scale, x1 * Scale, y1 * Scale);
        float left = MathF.Min(x0, x1) - half, top = MathF.Min(y0, y1) - half;
        var cover = new Vector4(left, top, MathF.Abs(x1 - x0) + 2 * half, MathF.Abs(y1 - y0) + 2 * half);
        Add(DrawKind.Line, cover, new Vector4(x0, y0, x1, y1), new Vector4(0, MathF.Max(1, width * Scale), 0, 0), color, color);
    }

    /// <summary>A graph: values from the oldest to the newest, scaled so that <paramref name="top"/> touches the upper edge.</summary>
    public void Graph(Rect rect, ReadOnlySpan<float> values, float top, Rgba line, Rgba fill)
    {
        if (values.Length < 2)
            return;
        Vector4 r = Snap(rect);
        float step = r.Z / (values.Length - 1);
        float Y(float value) => r.Y + r.W * (1 - Math.Clamp(value / top, 0, 1));
        for (int i = 0; i + 1 < values.Length; i++)
        {
            float x = r.X + i * step, left = Y(values[i]), right = Y(values[i + 1]);
            Add(DrawKind.Area, new Vector4(x, r.Y, step, r.W), new Vector4(left, right, 0, 0), default, fill, fill.Fade(0.15f));
        }
        var stroke = new Vector4(0, MathF.Max(1, 1.5f * Scale), 0, 0);
        for (int i = 0; i + 1 < values.Length; i++)
        {
            var piece = new Vector4(r.X + i * step, r.Y - stroke.Y, step, r.W + 2 * stroke.Y);
            Add(DrawKind.Curve, piece, new Vector4(Y(values[i]), Y(values[i + 1]), 0, 0), stroke, line, line);
        }
    }

    /// <summary>One glyph of the atlas with its upper left corner at a whole pixel.</summary>
    public void Glyph(AtlasGlyph glyph, float x, float y, Rgba color)
    {
        var uv = new Vector4(glyph.X, glyph.Y, glyph.X + glyph.Width, glyph.Y + glyph.Height);
        Add(DrawKind.Glyph, new Vector4(x, y, glyph.Width, glyph.Height), uv, default, color, color);
    }

    private void Flush(DrawPass pass, OverlayTexture texture, int first, int count)
    {
        if (count == 0)
            return;
        _batches.Add(new DrawBatch(pass, texture, _instances.Count, count));
        _instances.AddRange(CollectionsMarshal.AsSpan(_layer[(int)pass]).Slice(first, count));
    }

    // False for what cannot be seen.
    private bool Add(DrawKind kind, Vector4 rect, Vector4 uv, Vector4 shape, Rgba top, Rgba bottom, uint map = 0)
    {
        bool outside = rect.X >= _clip.Z || rect.Y >= _clip.W || rect.X + rect.Z <= _clip.X || rect.Y + rect.W <= _clip.Y;
        if (outside || rect.Z <= 0 || rect.W <= 0 || (top.A == 0 && bottom.A == 0))
            return false;
        DrawPass pass = kind switch
        {
            DrawKind.Glyph => DrawPass.Glyphs,
            DrawKind.Image or DrawKind.Map => DrawPass.Images,
            _ => DrawPass.Shapes,
        };
        _layer[(int)pass].Add(new DrawInstance
        {
            Rect = rect, Uv = uv, Clip = _clip, Shape = shape, Top = top.Packed, Bottom = bottom.Packed, Kind = (uint)kind, Map = map,
        });
        return true;
    }

    private float Hair(float width) => MathF.Max(1, MathF.Round(width * Scale));

    private static Vector4 Corners(Rect part) => new(part.X, part.Y, part.Right, part.Bottom);

    private Vector4 Edges(Rect rect) => new(
        Nearest(rect.X * Scale), Nearest(rect.Y * Scale), Nearest(rect.Right * Scale), Nearest(rect.Bottom * Scale));

    // Halves always upwards: rounded to even ones, a line one pixel wide would have none at some places, and two at others.
    private static float Nearest(float value) => MathF.Floor(value + 0.5f);

    // Edges on whole pixels: straight lines are sharp, and neighbours neither gap nor overlap.
    private Vector4 Snap(Rect rect)
    {
        Vector4 edges = Edges(rect);
        return new Vector4(edges.X, edges.Y, edges.Z - edges.X, edges.W - edges.Y);
    }
}
