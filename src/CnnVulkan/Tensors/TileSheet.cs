namespace CnnVulkan;

/// <summary>How tiles of one size lie in a picture: row by row, with a gap after each.</summary>
/// <param name="Width">The picture's width in pixels.</param>
/// <param name="Height">The picture's height in pixels.</param>
/// <param name="TileWidth">A tile's width.</param>
/// <param name="TileHeight">A tile's height.</param>
/// <param name="Columns">Tiles side by side.</param>
/// <param name="Count">Tiles that are there.</param>
/// <param name="Gap">Pixels after each tile, to the right and below.</param>
public readonly record struct TileSheet(int Width, int Height, int TileWidth, int TileHeight, int Columns, int Count, int Gap = 0)
{
    /// <summary>Rows of tiles.</summary>
    public int Rows => (Count + Columns - 1) / Columns;

    /// <summary>The pixels of the picture that the tiles take, with their gaps.</summary>
    public (int Width, int Height) Extent => (Columns * (TileWidth + Gap), Rows * (TileHeight + Gap));

    /// <summary>A tile's width by its height.</summary>
    public float Aspect => TileHeight == 0 ? 1 : (float)TileWidth / TileHeight;

    /// <summary>Where a tile lies in the picture.</summary>
    public PictureArea Part(int tile) => new(
        (float)(tile % Columns * (TileWidth + Gap)) / Width, (float)(tile / Columns * (TileHeight + Gap)) / Height,
        (float)TileWidth / Width, (float)TileHeight / Height);

    /// <summary>
    /// Tiles for maps of one size, in the columns that leave each the most pixels, and never more than it has: so that what is seen was computed.
    /// </summary>
    /// <param name="width">The picture's width in pixels.</param>
    /// <param name="height">The picture's height.</param>
    /// <param name="mapWidth">Columns of a map.</param>
    /// <param name="mapHeight">Rows of a map.</param>
    /// <param name="count">Maps to place.</param>
    /// <param name="room">For how many there is to be room: so that tiles keep their size where there are fewer. At least <paramref name="count"/>.</param>
    /// <param name="gap">Pixels after each.</param>
    /// <exception cref="ShapeException">So many do not fit, with a pixel each.</exception>
    public static TileSheet For(int width, int height, int mapWidth, int mapHeight, int count, int room, int gap = 1)
    {
        int columns = 0;
        double best = 0;
        for (int tried = 1; tried <= room; tried++)
        {
            double scale = Scale(tried);
            // Of equal ones the most square: it is easiest to fit on a panel.
            if (scale > best || (scale == best && columns > 0 && Squareness(tried) > Squareness(columns)))
                (columns, best) = (tried, scale);
        }
        if (columns == 0)
            throw new ShapeException($"{room} maps of {mapWidth}×{mapHeight} do not fit a picture of {width}×{height} pixels. Give them a larger one.");
        return new TileSheet(width, height, Math.Max(1, (int)(mapWidth * best)), Math.Max(1, (int)(mapHeight * best)), columns, count, gap);

        double Scale(int tried)
        {
            int rows = (room + tried - 1) / tried;
            double across = width / tried - gap, down = height / rows - gap;
            return across < 1 || down < 1 ? 0 : Math.Min(1, Math.Min(across / mapWidth, down / mapHeight));
        }

        double Squareness(int tried)
        {
            double across = (double)tried * mapWidth, down = (double)((room + tried - 1) / tried) * mapHeight;
            return Math.Min(across, down) / Math.Max(across, down);
        }
    }
}
