using System.Numerics;
using CnnVulkan.Demo;
using CnnVulkan.Demo.Overlay;

namespace CnnVulkan.DemoTests.Overlay;

/// <summary>Draws a draw list in plain loops: the oracle for the overlay's shaders, and a way to look at the overlay without a GPU.</summary>
internal sealed class SoftwareCanvas(int width, int height)
{
    private readonly Vector3[] _pixels = new Vector3[width * height];

    public Dictionary<OverlayTexture, SoftwareTexture> Textures { get; } = [];

    public int Width => width;

    public int Height => height;

    /// <summary>The picture as RGBA bytes.</summary>
    public byte[] Bytes()
    {
        var bytes = new byte[_pixels.Length * 4];
        for (int i = 0; i < _pixels.Length; i++)
        {
            Vector3 c = Vector3.Clamp(_pixels[i], Vector3.Zero, Vector3.One) * 255;
            (bytes[4 * i], bytes[4 * i + 1], bytes[4 * i + 2], bytes[4 * i + 3]) =
                ((byte)MathF.Round(c.X), (byte)MathF.Round(c.Y), (byte)MathF.Round(c.Z), 255);
        }
        return bytes;
    }

    public void Draw(DrawList list)
    {
        foreach (DrawBatch batch in list.Batches)
        {
            foreach (ref readonly DrawInstance item in list.Instances.Slice(batch.First, batch.Count))
                Draw(item, list.Atlas, Textures.GetValueOrDefault(batch.Texture));
        }
    }

    private void Draw(in DrawInstance item, GlyphAtlas atlas, SoftwareTexture? texture)
    {
        int x0 = Math.Max(0, (int)MathF.Floor(MathF.Max(item.Rect.X, item.Clip.X)));
        int y0 = Math.Max(0, (int)MathF.Floor(MathF.Max(item.Rect.Y, item.Clip.Y)));
        int x1 = Math.Min(width, (int)MathF.Ceiling(MathF.Min(item.Rect.X + item.Rect.Z, item.Clip.Z)));
        int y1 = Math.Min(height, (int)MathF.Ceiling(MathF.Min(item.Rect.Y + item.Rect.W, item.Clip.W)));
        for (int y = y0; y < y1; y++)
        {
            for (int x = x0; x < x1; x++)
            {
                var pixel = new Vector2(x + 0.5f, y + 0.5f);
                // A triangle covers the pixels whose centres lie in it.
                if (pixel.X < item.Rect.X || pixel.Y < item.Rect.Y || pixel.X >= item.Rect.X + item.Rect.Z || pixel.Y >= item.Rect.Y + item.Rect.W)
                    continue;
                Vector4 color = Shade(item, pixel, atlas, texture);
                _pixels[y * width + x] = Vector3.Lerp(_pixels[y * width + x], new Vector3(color.X, color.Y, color.Z), color.W);
            }
        }
    }

    private static Vector4 Shade(in DrawInstance item, Vector2 pixel, GlyphAtlas atlas, SoftwareTexture? texture)
    {
        Vector4 color = Vector4.Lerp(Unpack(item.Top), Unpack(item.Bottom), Math.Clamp((pixel.Y - item.Rect.Y) / item.Rect.W, 0, 1));
        float inside = Coverage(Rounded(pixel, item.Rect, item.Shape.X));
        switch ((DrawKind)item.Kind)
        {
            case DrawKind.Fill:
                return Fade(color, inside);
            case DrawKind.Stroke:
                return Fade(color, MathF.Min(inside, Coverage(-Rounded(pixel, item.Rect, item.Shape.X) - item.Shape.Y)));
            case DrawKind.Panel:
                return Panel(item, pixel);
            case DrawKind.Glyph:
                int gx = (int)item.Uv.X + (int)(pixel.X - item.Rect.X);
                int gy = (int)item.Uv.Y + (int)(pixel.Y - item.Rect.Y);
                return Fade(color, atlas.Pixels[gy * atlas.Width + gx] / 255f);
            case DrawKind.Image:
                Vector4 texel = Read(texture!, item, pixel, sharp: item.Shape.Z > 0);
                return new Vector4(texel.X, texel.Y, texel.Z, color.W * inside * (item.Shape.Y > 0 ? texel.W : 1));
            case DrawKind.Map:
                float value = Read(texture!, item, pixel, sharp: (ColorMap)item.Map != ColorMap.Heat).X;
                Rgba shown = ColorMaps.Sample((ColorMap)item.Map, (value - item.Shape.Z) / (item.Shape.W - item.Shape.Z));
                return Fade(Unpack(shown.Packed), color.W * inside);
            case DrawKind.Line:
                return Fade(color, Coverage(Segment(pixel, new(item.Uv.X, item.Uv.Y), new(item.Uv.Z, item.Uv.W)) - item.Shape.Y / 2));
            default:
                float level = float.Lerp(item.Uv.X, item.Uv.Y, Math.Clamp((pixel.X - item.Rect.X) / item.Rect.Z, 0, 1));
                if ((DrawKind)item.Kind == DrawKind.Area)
                    return Fade(color, Math.Clamp(pixel.Y - level + 0.5f, 0, 1));
                float slope = item.Rect.Z / new Vector2(item.Rect.Z, item.Uv.Y - item.Uv.X).Length();
                return Fade(color, Coverage(MathF.Abs(pixel.Y - level) * slope - item.Shape.Y / 2));
        }
    }

    // Straight alpha from the three layers: shadow, ground, edge.
    private static Vector4 Panel(in DrawInstance item, Vector2 pixel)
    {
        float t = Math.Clamp((Rounded(pixel - new Vector2(0, item.Shape.Z), item.Uv, item.Shape.X) + item.Shape.Y) / (2 * item.Shape.Y), 0, 1);
        float d = Rounded(pixel, item.Uv, item.Shape.X);
        Vector4 result = Fade(Unpack(item.Map), 1 - t * t * (3 - 2 * t));
        result = Over(Fade(Unpack(item.Top), Coverage(d)), result);
        return Over(Fade(Unpack(item.Bottom), MathF.Min(Coverage(d), Coverage(-d - item.Shape.W))), result);
    }

    private static Vector4 Over(Vector4 above, Vector4 below)
    {
        float alpha = above.W + below.W * (1 - above.W);
        if (alpha <= 0)
            return default;
        Vector4 mixed = (above * above.W + below * (below.W * (1 - above.W))) / alpha;
        return mixed with { W = alpha };
    }

    private static Vector4 Read(SoftwareTexture texture, in DrawInstance item, Vector2 pixel, bool sharp)
    {
        var size = new Vector2(texture.Width, texture.Height);
        Vector2 low = new Vector2(item.Uv.X, item.Uv.Y) * size, high = new Vector2(item.Uv.Z, item.Uv.W) * size;
        Vector2 step = (high - low) / new Vector2(item.Rect.Z, item.Rect.W);
        Vector2 texel = low + (pixel - new Vector2(item.Rect.X, item.Rect.Y)) * step;
        if (sharp)
        {
            var seam = new Vector2(MathF.Floor(texel.X + 0.5f), MathF.Floor(texel.Y + 0.5f));
            texel = seam + Vector2.Clamp((texel - seam) / step, new Vector2(-0.5f), new Vector2(0.5f));
        }
        return texture.Linear(Vector2.Clamp(texel, low + new Vector2(0.5f), Vector2.Max(high - new Vector2(0.5f), low + new Vector2(0.5f))));
    }

    private static float Rounded(Vector2 pixel, Vector4 box, float radius)
    {
        Vector2 extent = new Vector2(box.Z, box.W) / 2;
        radius = MathF.Min(radius, MathF.Min(extent.X, extent.Y));
        Vector2 q = Vector2.Abs(pixel - new Vector2(box.X, box.Y) - extent) - extent + new Vector2(radius);
        return Vector2.Max(q, Vector2.Zero).Length() + MathF.Min(MathF.Max(q.X, q.Y), 0) - radius;
    }

    private static float Segment(Vector2 pixel, Vector2 a, Vector2 b)
    {
        float along = Math.Clamp(Vector2.Dot(pixel - a, b - a) / MathF.Max(Vector2.Dot(b - a, b - a), 1e-6f), 0, 1);
        return (pixel - Vector2.Lerp(a, b, along)).Length();
    }

    private static float Coverage(float distance) => Math.Clamp(0.5f - distance, 0, 1);

    private static Vector4 Fade(Vector4 color, float coverage) => color with { W = color.W * coverage };

    private static Vector4 Unpack(uint color) => new Vector4(color & 255, color >> 8 & 255, color >> 16 & 255, color >> 24) / 255;
}
