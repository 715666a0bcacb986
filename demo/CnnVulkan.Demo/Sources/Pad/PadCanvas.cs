using System.Numerics;

namespace CnnVulkan.Demo.Sources.Pad;

/// <summary>A square that is drawn on: how much ink lies on each pixel. Places are in fractions of its edge, from the upper left corner.</summary>
internal sealed class PadCanvas
{
    /// <summary>Pixels of each edge: twenty for each pixel of what a network for digits is fed.</summary>
    public const int Size = 560;

    /// <summary>
    /// The brush's diameter in parts of the pad. A digit drawn three quarters as high as the pad is shrunk to 20 pixels: its strokes are then as
    /// wide as those of MNIST, two to three pixels.
    /// </summary>
    public const float BrushWidth = 0.085f;

    /// <summary>An eraser must be wider than what it erases.</summary>
    public const float EraserWidth = 0.14f;

    /// <summary>Pixels over which the brush's edge fades.</summary>
    private const float Softness = 6;

    private readonly byte[] _ink = new byte[Size * Size];

    /// <summary>Ink per pixel, rows from the top: 0 none, 255 all.</summary>
    public ReadOnlySpan<byte> Ink => _ink;

    /// <summary>Goes up with every change.</summary>
    public long Version { get; private set; }

    /// <summary>Draws a straight piece of a stroke with round ends; a dot where both are the same. Pieces that share an end leave no gap.</summary>
    public void Draw(Vector2 from, Vector2 to) => Stroke(from * Size, to * Size, BrushWidth * Size / 2, erase: false);

    /// <summary>Takes ink away along a straight line.</summary>
    public void Erase(Vector2 from, Vector2 to) => Stroke(from * Size, to * Size, EraserWidth * Size / 2, erase: true);

    /// <summary>Takes all ink away.</summary>
    public void Clear()
    {
        Array.Clear(_ink);
        Version++;
    }

    private void Stroke(Vector2 from, Vector2 to, float radius, bool erase)
    {
        float reach = radius + Softness / 2;
        Vector2 least = Vector2.Min(from, to) - new Vector2(reach), most = Vector2.Max(from, to) + new Vector2(reach);
        int left = Math.Max(0, (int)MathF.Floor(least.X)), right = Math.Min(Size, (int)MathF.Ceiling(most.X));
        int top = Math.Max(0, (int)MathF.Floor(least.Y)), bottom = Math.Min(Size, (int)MathF.Ceiling(most.Y));
        Vector2 way = to - from;
        float length = way.LengthSquared();
        for (int y = top; y < bottom; y++)
        {
            for (int x = left; x < right; x++)
            {
                Vector2 at = new Vector2(x + 0.5f, y + 0.5f) - from;
                float along = length > 0 ? Math.Clamp(Vector2.Dot(at, way) / length, 0, 1) : 0;
                float cover = Math.Clamp((radius - (at - way * along).Length()) / Softness + 0.5f, 0, 1);
                byte ink = (byte)(cover * 255 + 0.5f);
                ref byte pixel = ref _ink[y * Size + x];
                // The most of both: where pieces meet, an edge does not grow darker twice.
                pixel = erase ? Math.Min(pixel, (byte)(255 - ink)) : Math.Max(pixel, ink);
            }
        }
        Version++;
    }
}
