using System.Numerics;

namespace CnnVulkan.Demo.Sources.Pad;

/// <summary>
/// What was drawn, as the makers of MNIST prepared their digits: cut to the strokes, shrunk into 20×20 pixels with its proportions kept, and put
/// with its centre of mass into the middle of 28×28 pixels. A network that learned from those knows no other place or size.
/// </summary>
internal static class CentredDigit
{
    /// <summary>Pixels of each edge.</summary>
    public const int Size = 28;

    /// <summary>The longer edge of the strokes.</summary>
    private const float Inner = 20;

    /// <summary>The least part of the pad that is enlarged to the inner square: a dot stays one.</summary>
    private const float LeastExtent = 0.25f;

    /// <summary>The place on the pad that the picture shows, in fractions of it; it may reach beyond. All of the pad where nothing is drawn.</summary>
    public static Rect Place(ReadOnlySpan<byte> ink, int size)
    {
        int left = size, top = size, right = 0, bottom = 0;
        long mass = 0, massX = 0, massY = 0;
        for (int y = 0; y < size; y++)
        {
            ReadOnlySpan<byte> row = ink.Slice(y * size, size);
            int first = row.IndexOfAnyExcept((byte)0);
            if (first < 0)
                continue;
            int last = row.LastIndexOfAnyExcept((byte)0);
            (left, right) = (Math.Min(left, first), Math.Max(right, last + 1));
            (top, bottom) = (Math.Min(top, y), y + 1);
            long line = 0;
            for (int x = first; x <= last; x++)
            {
                line += row[x];
                massX += (long)row[x] * (2 * x + 1);
            }
            mass += line;
            massY += line * (2 * y + 1);
        }
        if (mass == 0)
            return new Rect(0, 0, 1, 1);
        Vector2 centre = new Vector2(massX, massY) / (2f * mass * size);
        float extent = Math.Max(Math.Max(right - left, bottom - top) / (float)size, LeastExtent), edge = extent * Size / Inner;
        return new Rect(centre.X - edge / 2, centre.Y - edge / 2, edge, edge);
    }

    /// <summary>Fills a picture of <see cref="Size"/>² with grey values: each is the mean of the ink on the part of the pad that it covers.</summary>
    /// <param name="ink">Ink per pixel of the pad.</param>
    /// <param name="size">The pad's edge in pixels.</param>
    /// <param name="place">What to show of it.</param>
    /// <param name="picture">The picture; resized.</param>
    public static void Draw(ReadOnlySpan<byte> ink, int size, Rect place, PixelFrame picture)
    {
        picture.Resize(Size, Size);
        Span<byte> pixels = picture.Pixels;
        float step = place.Width * size / Size;
        for (int y = 0; y < Size; y++)
        {
            float top = place.Y * size + y * step;
            for (int x = 0; x < Size; x++)
            {
                byte grey = (byte)Math.Clamp(Mean(ink, size, place.X * size + x * step, top, step) + 0.5f, 0, 255);
                Span<byte> pixel = pixels.Slice((y * Size + x) * PixelFrame.BytesPerPixel, PixelFrame.BytesPerPixel);
                pixel[..3].Fill(grey);
                pixel[3] = 255;
            }
        }
    }

    /// <summary>The mean ink of a square; beyond the pad there is none.</summary>
    private static float Mean(ReadOnlySpan<byte> ink, int size, float left, float top, float edge)
    {
        float sum = 0;
        int lastY = Math.Min(size - 1, (int)MathF.Floor(top + edge)), lastX = Math.Min(size - 1, (int)MathF.Floor(left + edge));
        for (int y = Math.Max(0, (int)MathF.Floor(top)); y <= lastY; y++)
        {
            float down = Math.Min(y + 1, top + edge) - Math.Max(y, top);
            for (int x = Math.Max(0, (int)MathF.Floor(left)); x <= lastX; x++)
                sum += ink[y * size + x] * down * (Math.Min(x + 1, left + edge) - Math.Max(x, left));
        }
        return sum / (edge * edge);
    }
}
