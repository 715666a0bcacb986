namespace CnnVulkan.Cli.Pictures;

/// <summary>A picture to draw on: RGBA8, rows from the top.</summary>
internal sealed class Canvas
{
    public Canvas(int width, int height, Color background)
    {
        Width = width;
        Height = height;
        Pixels = new byte[checked(width * height * 4)];
        Fill(0, 0, width, height, background);
    }

    public int Width { get; }

    public int Height { get; }

    public byte[] Pixels { get; }

    /// <summary>Sets a pixel; outside the picture nothing happens.</summary>
    public void Set(int x, int y, Color color)
    {
        if (x < 0 || y < 0 || x >= Width || y >= Height)
            return;
        int at = (y * Width + x) * 4;
        Pixels[at] = color.Red;
        Pixels[at + 1] = color.Green;
        Pixels[at + 2] = color.Blue;
        Pixels[at + 3] = 255;
    }

    public void Fill(int left, int top, int width, int height, Color color)
    {
        for (int y = top; y < top + height; y++)
        {
            for (int x = left; x < left + width; x++)
                Set(x, y, color);
        }
    }

    /// <summary>Sets every pixel whose centre the shape contains.</summary>
    public void Fill(Func<float, float, bool> contains, Color color)
    {
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                if (contains(x + 0.5f, y + 0.5f))
                    Set(x, y, color);
            }
        }
    }

    /// <summary>Writes text, its top left corner at (left, top).</summary>
    public void Text(int left, int top, string text, Color color, int scale = 1)
    {
        foreach (char c in text)
        {
            for (int y = 0; y < PixelFont.Height; y++)
            {
                for (int x = 0; x < PixelFont.Width; x++)
                {
                    if (PixelFont.IsSet(c, x, y))
                        Fill(left + x * scale, top + y * scale, scale, scale, color);
                }
            }
            left += PixelFont.Advance * scale;
        }
    }
}
