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

    /// <summary>The colour of a pixel of the picture.</summary>
    public Color this[int x, int y]
    {
        get
        {
            int at = (y * Width + x) * 4;
            return new Color(Pixels[at], Pixels[at + 1], Pixels[at + 2]);
        }
    }

    /// <summary>Draws another picture with its top left corner at (left, top).</summary>
    public void Draw(int left, int top, Canvas other)
    {
        for (int y = 0; y < other.Height; y++)
        {
            for (int x = 0; x < other.Width; x++)
                Set(left + x, top + y, other[x, y]);
        }
    }

    /// <summary>Draws a line of one pixel along the inside of a rectangle's border.</summary>
    public void Outline(int left, int top, int width, int height, Color color)
    {
        Fill(left, top, width, 1, color);
        Fill(left, top + height - 1, width, 1, color);
        Fill(left, top, 1, height, color);
        Fill(left + width - 1, top, 1, height, color);
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

    /// <summary>
    /// Blends a colour over a rectangle where a shape covers it: wholly half a pixel inside its edge, not at all half a pixel outside.
    /// </summary>
    /// <param name="left">The rectangle the shape lies in.</param>
    /// <param name="top">Its top.</param>
    /// <param name="right">Its right.</param>
    /// <param name="bottom">Its bottom.</param>
    /// <param name="color">The shape's colour.</param>
    /// <param name="distance">How far a place lies from the shape's edge, in pixels; negative inside.</param>
    public void Cover(double left, double top, double right, double bottom, Color color, Func<double, double, double> distance)
    {
        (int x0, int y0) = ((int)Math.Max(Math.Floor(left - 1), 0), (int)Math.Max(Math.Floor(top - 1), 0));
        (int x1, int y1) = ((int)Math.Min(Math.Ceiling(right + 1), Width), (int)Math.Min(Math.Ceiling(bottom + 1), Height));
        for (int y = y0; y < y1; y++)
        {
            for (int x = x0; x < x1; x++)
            {
                double cover = Math.Clamp(0.5 - distance(x + 0.5, y + 0.5), 0, 1);
                if (cover > 0)
                    Blend(x, y, color, cover);
            }
        }
    }

    /// <summary>Writes text, its top left corner at (left, top).</summary>
    public void Text(int left, int top, string text, Color color, int scale = 1)
    {
        foreach (char c in text)
        {
            for (int y = 0; y < PixelFont.Height + PixelFont.Descent; y++)
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

    private void Blend(int x, int y, Color color, double part)
    {
        int at = (y * Width + x) * 4;
        Set(x, y, new Color(Mix(Pixels[at], color.Red), Mix(Pixels[at + 1], color.Green), Mix(Pixels[at + 2], color.Blue)));

        byte Mix(byte below, byte above) => (byte)Math.Round(below + (above - below) * part);
    }
}
