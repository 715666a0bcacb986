namespace CnnVulkan.Demo.Overlay;

/// <summary>Tiles in a panel: as large as they can be so that all of them fit, in rows as full as may be.</summary>
/// <param name="Area">What the tiles fill.</param>
/// <param name="Columns">Tiles side by side.</param>
/// <param name="Width">A tile's width.</param>
/// <param name="Height">A tile's height.</param>
/// <param name="Visible">How many there is room for.</param>
internal readonly record struct TileLayout(Rect Area, int Columns, float Width, float Height, int Visible)
{
    /// <summary>Between neighbouring tiles, at least.</summary>
    public const float Gap = 4;

    /// <summary>Smaller tiles show nothing.</summary>
    private const float Smallest = 14;

    /// <summary>The height of the tiles with the gaps between them.</summary>
    public float TotalHeight => Visible == 0 ? 0 : (Visible + Columns - 1) / Columns * (Height + Gap) - Gap;

    /// <summary>The best number of columns for some tiles in an area.</summary>
    public static TileLayout Choose(Rect area, int count, float aspect)
    {
        TileLayout best = default;
        float bestScore = 0;
        // One tile alone may fill the panel; of two or three, each is as large as if there were four.
        for (int columns = Math.Min(count, 2); columns <= count; columns++)
        {
            int rows = (count + columns - 1) / columns;
            float byWidth = (area.Width - (columns - 1) * Gap) / columns, byHeight = (area.Height - (rows - 1) * Gap) / rows * aspect;
            float width = MathF.Floor(MathF.Min(byWidth, byHeight));
            // A last row that is nearly empty looks worse than tiles that are a little smaller.
            float score = width * count / (rows * columns);
            if (width < Smallest || score <= bestScore)
                continue;
            bestScore = score;
            best = new TileLayout(area, columns, width, MathF.Floor(width / aspect), count);
        }
        return best.Visible > 0 || count == 0 ? best : Partial(area, count, aspect);
    }

    /// <summary>The height that some tiles take at a width; no more than the given one.</summary>
    public static float HeightFor(float width, int count, float aspect, float most) =>
        Choose(new Rect(0, 0, width, most), count, aspect).TotalHeight;

    /// <summary>The place of a tile. What the width leaves over is spread over the gaps, if it is no more than a few pixels each.</summary>
    public Rect Tile(int index)
    {
        float left = Area.Width - Columns * Width, gap = Columns > 1 ? left / (Columns - 1) : 0;
        if (gap > 2 * Gap)
            gap = Gap;
        return new(Area.X + index % Columns * (Width + gap), Area.Y + index / Columns * (Height + Gap), Width, Height);
    }

    private static TileLayout Partial(Rect area, int count, float aspect)
    {
        float height = MathF.Ceiling(Smallest / aspect);
        int columns = Math.Max(0, (int)((area.Width + Gap) / (Smallest + Gap))), rows = Math.Max(0, (int)((area.Height + Gap) / (height + Gap)));
        return new TileLayout(area, Math.Max(1, columns), Smallest, height, Math.Min(count, columns * rows));
    }
}
