namespace CnnVulkan.Demo.Vision;

/// <summary>How the maps of one page lie in the atlas: row by row, all of one size, a gap after each.</summary>
/// <param name="First">The first map of the page.</param>
/// <param name="Count">How many maps the page shows.</param>
/// <param name="TileWidth">A tile's width in pixels: the map's, or less.</param>
/// <param name="TileHeight">A tile's height in pixels.</param>
/// <param name="Columns">Tiles side by side.</param>
internal readonly record struct TileGrid(int First, int Count, int TileWidth, int TileHeight, int Columns)
{
    /// <summary>Pixels of each edge of the atlas.</summary>
    public const int AtlasSize = 1024;

    /// <summary>More than this many tiles, and none can be made out on a panel.</summary>
    public const int MostPerPage = 64;

    /// <summary>Pixels after each tile, to the right and below.</summary>
    public const int Gap = 1;

    public int Rows => (Count + Columns - 1) / Columns;

    /// <summary>The pixels of the atlas that the page takes.</summary>
    public (int Width, int Height) Extent => (Columns * (TileWidth + Gap), Rows * (TileHeight + Gap));

    public static int Pages(int maps) => (maps + MostPerPage - 1) / MostPerPage;

    /// <summary>The page of a layer: the columns that leave each map the most pixels, and never more than it has.</summary>
    public static TileGrid Of(int maps, int width, int height, int page)
    {
        int first = page * MostPerPage;
        int count = Math.Min(MostPerPage, maps - first);
        // Every page as the fullest one, so that tiles do not change their size from page to page.
        int most = Math.Min(MostPerPage, maps);
        int columns = 1;
        double best = 0;
        for (int tried = 1; tried <= most; tried++)
        {
            double scale = Scale(most, width, height, tried);
            // Of equal ones the most square: it is easiest to fit on a panel.
            if (scale > best || (scale == best && Squareness(most, width, height, tried) > Squareness(most, width, height, columns)))
                (columns, best) = (tried, scale);
        }
        return new TileGrid(first, count, Math.Max(1, (int)(width * best)), Math.Max(1, (int)(height * best)), columns);
    }

    private static double Scale(int count, int width, int height, int columns)
    {
        int rows = (count + columns - 1) / columns;
        double across = AtlasSize / columns - Gap, down = AtlasSize / rows - Gap;
        return Math.Min(1, Math.Min(across / width, down / height));
    }

    private static double Squareness(int count, int width, int height, int columns)
    {
        double across = (double)columns * width, down = (double)((count + columns - 1) / columns) * height;
        return Math.Min(across, down) / Math.Max(across, down);
    }
}
