namespace CnnVulkan.Demo.Overlay;

/// <summary>Tiles in a panel: as large as they can be so that all of them fit.</summary>
/// <param name="Area">What the tiles fill.</param>
/// <param name="Columns">Tiles side by side.</param>
/// <param name="Width">A tile's width.</param>
/// <param name="Height">A tile's height.</param>
/// <param name="Visible">How many there is room for.</param>
internal readonly record struct TileGrid(Rect Area, int Columns, float Width, float Height, int Visible)
{
    /// <summary>Between neighbouring tiles.</summary>
    public const float Gap = 4;

    /// <summary>Smaller tiles show nothing.</summary>
    private const float Smallest = 14;

    /// <summary>The best number of columns for some tiles in an area.</summary>
    public static TileGrid Choose(Rect area, int count, float aspect)
    {
        TileGrid best = default;
        for (int columns = 1; columns <= Math.Max(1, count); columns++)
        {
            float width = (area.Width - (columns - 1) * Gap) / columns;
            int rows = (count + columns - 1) / columns;
            width = MathF.Floor(MathF.Min(width, ((area.Height - (rows - 1) * Gap) / Math.Max(1, rows)) * aspect));
            if (width >= Smallest && width > best.Width)
                best = new TileGrid(area, columns, width, MathF.Floor(width / aspect), count);
        }
        return best.Visible > 0 || count == 0 ? best : Partial(area, count, aspect);
    }

    /// <summary>The height that some tiles take at a width, at a size that is good to look at.</summary>
    public static float HeightFor(float width, int count, float aspect)
    {
        if (count == 0)
            return 0;
        // Few maps are shown large, many small: between 3 and 8 columns.
        int columns = Math.Clamp((int)MathF.Ceiling(MathF.Sqrt(count)), Math.Min(count, 3), 8);
        float tile = MathF.Floor((width - (columns - 1) * Gap) / columns);
        int rows = (count + columns - 1) / columns;
        return rows * (MathF.Floor(tile / aspect) + Gap) - Gap;
    }

    public Rect Tile(int index) => new(
        Area.X + index % Columns * (Width + Gap), Area.Y + index / Columns * (Height + Gap), Width, Height);

    private static TileGrid Partial(Rect area, int count, float aspect)
    {
        float height = MathF.Ceiling(Smallest / aspect);
        int columns = Math.Max(0, (int)((area.Width + Gap) / (Smallest + Gap))), rows = Math.Max(0, (int)((area.Height + Gap) / (height + Gap)));
        return new TileGrid(area, Math.Max(1, columns), Smallest, height, Math.Min(count, columns * rows));
    }
}
