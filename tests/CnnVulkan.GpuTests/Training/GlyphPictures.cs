namespace CnnVulkan.GpuTests.Training;

/// <summary>Pictures of ten glyphs as a hand may draw them: turned, leaning, larger or smaller, with pens of several widths, on a ground that is not even.</summary>
internal static class GlyphPictures
{
    public const int Size = 32, Classes = 10;

    /// <summary>Strokes from corner to corner of a field of 2×4: x and y of each end.</summary>
    private static readonly float[][] Strokes =
    [
        [0, 0, 2, 0, 2, 0, 2, 4, 2, 4, 0, 4, 0, 4, 0, 0], [1, 0, 1, 4, 0, 1, 1, 0], [0, 0, 2, 0, 2, 0, 2, 2, 2, 2, 0, 2, 0, 2, 0, 4, 0, 4, 2, 4],
        [0, 0, 2, 0, 2, 0, 1, 2, 1, 2, 2, 3, 2, 3, 1, 4, 1, 4, 0, 4], [0, 0, 0, 2, 0, 2, 2, 2, 2, 0, 2, 4], [2, 0, 0, 0, 0, 0, 0, 2, 0, 2, 2, 2, 2, 2, 2, 4, 2, 4, 0, 4],
        [2, 0, 0, 2, 0, 2, 0, 4, 0, 4, 2, 4, 2, 4, 2, 2, 2, 2, 0, 2], [0, 0, 2, 0, 2, 0, 0, 4], [0, 0, 2, 4, 2, 0, 0, 4, 0, 0, 2, 0, 0, 4, 2, 4],
        [1, 0, 2, 2, 2, 2, 1, 4, 1, 4, 0, 2, 0, 2, 1, 0],
    ];

    /// <summary>The brightness of each pixel, 0 to 1, row by row. The same number gives the same picture.</summary>
    public static float[] Draw(int glyph, int number)
    {
        var random = new Random(glyph * 100_003 + number);
        float Between(double least, double most) => (float)(least + (most - least) * random.NextDouble());
        (float sine, float cosine) = MathF.SinCos(Between(-0.3, 0.3));
        (float width, float height, float lean, float pen) = (Between(4, 6.5), Between(4, 5.6), Between(-0.25, 0.25), Between(1, 2));
        (float middleX, float middleY, float ground, float ink) = (Between(13, 19), Between(14, 18), Between(0, 0.2), Between(0.7, 1));
        float[] strokes = [.. Strokes[glyph].Select((at, i) =>
        {
            bool isX = i % 2 == 0;
            (float x, float y) = isX ? (at - 1, Strokes[glyph][i + 1] - 2) : (Strokes[glyph][i - 1] - 1, at - 2);
            x = (x + lean * y) * width;
            y *= height;
            return isX ? middleX + cosine * x - sine * y : middleY + sine * x + cosine * y;
        })];
        var pixels = new float[Size * Size];
        for (int i = 0; i < pixels.Length; i++)
        {
            float nearest = float.PositiveInfinity;
            for (int s = 0; s < strokes.Length; s += 4)
                nearest = Math.Min(nearest, Distance(i % Size, i / Size, strokes.AsSpan(s, 4)));
            float part = Math.Clamp(pen + 0.5f - nearest, 0, 1);
            pixels[i] = Math.Clamp(ground + (ink - ground) * part + Between(-0.08, 0.08), 0, 1);
        }
        return pixels;
    }

    /// <summary>The same as a picture.</summary>
    public static ImageView View(int glyph, int number)
        => new(Draw(glyph, number).SelectMany(p => (byte[])[(byte)(p * 255), (byte)(p * 255), (byte)(p * 255), 255]).ToArray(), Size, Size);

    private static float Distance(float x, float y, ReadOnlySpan<float> ends)
    {
        (float dx, float dy) = (ends[2] - ends[0], ends[3] - ends[1]);
        float along = Math.Clamp(((x - ends[0]) * dx + (y - ends[1]) * dy) / (dx * dx + dy * dy), 0, 1);
        (float ox, float oy) = (x - ends[0] - along * dx, y - ends[1] - along * dy);
        return MathF.Sqrt(ox * ox + oy * oy);
    }
}
