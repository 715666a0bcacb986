namespace CnnVulkan.Cli.Pictures;

/// <summary>A picture made by the project itself, with something for every filter: edges in all directions, blobs, strokes, a ramp.</summary>
internal static class TestScene
{
    private const int Width = 320;
    private const int Height = 240;
    private static readonly Color Ink = new(25, 25, 35);
    private static readonly Color Paper = new(240, 235, 220);

    public static Canvas Draw()
    {
        var canvas = new Canvas(Width, Height, default);
        DrawSky(canvas);
        canvas.Fill((x, y) => Distance(x, y, 75, 80) < 45, new Color(225, 70, 55));
        canvas.Fill((x, y) => Distance(x, y, 75, 80) is > 22 and < 30, Paper);
        canvas.Fill((x, y) => y < 130 && y > 40 && Math.Abs(x - 190) < (y - 40) * 0.6f, new Color(60, 140, 80));
        canvas.Fill(250, 30, 50, 70, new Color(240, 190, 40));
        canvas.Fill(260, 40, 30, 50, Ink);
        DrawChecks(canvas, 20, 150, cells: 8, size: 8);
        DrawDots(canvas);
        // Spokes: an edge in every direction.
        canvas.Fill((x, y) => Distance(x, y, 265, 165) < 40 && (int)Math.Floor(MathF.Atan2(y - 165, x - 265) / MathF.PI * 8) % 2 == 0, Ink);
        canvas.Text(100, 215, "Sobel & Gauss 0123456789", Ink);
        canvas.Text(100, 190, "CNN", Paper, scale: 3);
        return canvas;
    }

    private static void DrawSky(Canvas canvas)
    {
        for (int y = 0; y < Height; y++)
        {
            float t = (float)y / Height;
            canvas.Fill(0, y, Width, 1, new Color((byte)(90 + 100 * t), (byte)(130 + 70 * t), (byte)(200 - 60 * t)));
        }
    }

    private static void DrawChecks(Canvas canvas, int left, int top, int cells, int size)
    {
        for (int row = 0; row < cells; row++)
        {
            for (int column = 0; column < cells; column++)
                canvas.Fill(left + column * size, top + row * size, size, size, (row + column) % 2 == 0 ? Ink : Paper);
        }
    }

    /// <summary>Blobs of growing size: the Laplacian of Gaussian answers to those about as wide as itself.</summary>
    private static void DrawDots(Canvas canvas)
    {
        for (int i = 0; i < 6; i++)
        {
            float x = 105 + 20 * i, radius = 1 + i;
            canvas.Fill((px, py) => Distance(px, py, x, 165) < radius, i % 2 == 0 ? Paper : Ink);
        }
    }

    private static float Distance(float x, float y, float centerX, float centerY)
        => MathF.Sqrt((x - centerX) * (x - centerX) + (y - centerY) * (y - centerY));
}
