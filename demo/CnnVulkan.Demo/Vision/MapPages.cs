namespace CnnVulkan.Demo.Vision;

/// <summary>How a layer's maps lie in the atlas, page by page: row by row, all of one size.</summary>
internal static class MapPages
{
    /// <summary>Pixels of each edge of the atlas.</summary>
    public const int AtlasSize = 1024;

    /// <summary>More than this many tiles, and none can be made out on a panel.</summary>
    public const int MostPerPage = 64;

    /// <summary>Pixels after each tile.</summary>
    public const int Gap = 1;

    /// <summary>How many pages there are.</summary>
    public static int Count(int maps) => (maps + MostPerPage - 1) / MostPerPage;

    /// <summary>The tiles of a page: in the columns that leave each map the most pixels, and never more than it has.</summary>
    public static TileSheet Sheet(int maps, int width, int height, int page)
    {
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
        int count = Math.Min(MostPerPage, maps - page * MostPerPage);
        return new TileSheet(AtlasSize, AtlasSize, Math.Max(1, (int)(width * best)), Math.Max(1, (int)(height * best)), columns, count, Gap);
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
