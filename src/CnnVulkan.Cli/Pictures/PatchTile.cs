namespace CnnVulkan.Cli.Pictures;

/// <summary>A piece of a picture as a small picture of its own.</summary>
internal static class PatchTile
{
    /// <summary>Cuts an area out and fits it into a square, its proportions kept. What lies past the picture stays empty.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="area">The area, in the picture's pixels.</param>
    /// <param name="extent">The square's edge.</param>
    public static Canvas Cut(Canvas picture, PixelArea area, int extent)
    {
        int longer = Math.Max(Math.Max(area.Width, area.Height), 1);
        int width = Math.Max(area.Width * extent / longer, 1), height = Math.Max(area.Height * extent / longer, 1);
        var tile = new Canvas(extent, extent, SheetStyle.Empty);
        int left = (extent - width) / 2, top = (extent - height) / 2;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                // At least one pixel, so that enlarging repeats pixels and shrinking averages them.
                int fromX = x * area.Width / width, toX = Math.Max((x + 1) * area.Width / width, fromX + 1);
                int fromY = y * area.Height / height, toY = Math.Max((y + 1) * area.Height / height, fromY + 1);
                PixelArea source = new PixelArea(area.Left + fromX, area.Top + fromY, toX - fromX, toY - fromY).Within(picture.Width, picture.Height);
                if (source.Width > 0 && source.Height > 0)
                    tile.Set(left + x, top + y, Mean(picture, source));
            }
        }
        return tile;
    }

    private static Color Mean(Canvas picture, PixelArea area)
    {
        int red = 0, green = 0, blue = 0, count = area.Width * area.Height;
        for (int y = area.Top; y < area.Bottom; y++)
        {
            for (int x = area.Left; x < area.Right; x++)
            {
                Color color = picture[x, y];
                (red, green, blue) = (red + color.Red, green + color.Green, blue + color.Blue);
            }
        }
        return new Color((byte)(red / count), (byte)(green / count), (byte)(blue / count));
    }
}
