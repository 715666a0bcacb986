namespace CnnVulkan.Cli.Diagrams;

/// <summary>Cuts a long network into columns where only one value passes from above to below.</summary>
internal static class ColumnPacking
{
    /// <summary>What a screen is: width to height.</summary>
    private const double WantedAspect = 1.6;

    private const int MaxColumns = 40;

    /// <summary>The rows of each column.</summary>
    public static List<List<List<LayerItem>>> Of(DiagramRows rows)
    {
        List<List<List<LayerItem>>> segments = Segments(rows);
        double[] heights = [.. segments.Select(Height)];
        List<List<List<LayerItem>>> best = [];
        double bestError = double.PositiveInfinity;
        for (int columns = 1; columns <= Math.Min(MaxColumns, segments.Count); columns++)
        {
            List<List<List<LayerItem>>> packed = Pack(segments, heights, LeastLimit(heights, columns));
            double width = packed.Sum(c => c.Max(RowWidth) + DiagramLayout.Gutter), height = packed.Max(Height);
            double error = Math.Abs(Math.Log(width / height / WantedAspect));
            if (error < bestError)
                (best, bestError) = (packed, error);
        }
        return best;
    }

    public static double RowHeight(List<LayerItem> row) => row.Max(i => i.Block?.Height ?? 0);

    /// <summary>The further edges swing, the more room they get.</summary>
    public static double GapBelow(List<LayerItem> row)
    {
        double widest = row.Any(i => i.Below.Count > 0) ? Math.Max(RowWidth(row), row.Max(i => i.Below.Sum(b => b.Width))) : 0;
        return 22 + Math.Min(widest / 24, 24);
    }

    private static double Height(List<List<LayerItem>> rows) => rows.Sum(r => RowHeight(r) + GapBelow(r));

    private static double RowWidth(List<LayerItem> row) => row.Sum(i => i.Width + RowPlacement.Gap);

    /// <summary>The least height in which so many columns hold all segments: found by halving, to a pixel.</summary>
    private static double LeastLimit(double[] heights, int columns)
    {
        double low = heights.Max(), high = heights.Sum() + 1;
        while (high - low > 1)
        {
            double middle = (low + high) / 2;
            if (CountColumns(heights, middle) <= columns)
                high = middle;
            else
                low = middle;
        }
        return high;
    }

    private static int CountColumns(double[] heights, double limit)
    {
        (int columns, double height) = (1, 0);
        foreach (double next in heights)
        {
            bool full = height + next > limit;
            columns += full ? 1 : 0;
            height = full ? next : height + next;
        }
        return columns;
    }

    private static List<List<List<LayerItem>>> Pack(List<List<List<LayerItem>>> segments, double[] heights, double limit)
    {
        List<List<List<LayerItem>>> columns = [];
        double height = 0;
        for (int i = 0; i < segments.Count; i++)
        {
            if (columns.Count == 0 || height + heights[i] > limit)
            {
                columns.Add([]);
                height = 0;
            }
            columns[^1].AddRange(segments[i]);
            height += heights[i];
        }
        return columns;
    }

    private static List<List<List<LayerItem>>> Segments(DiagramRows rows)
    {
        // An edge that passes a row carries a second value over the boundary below it.
        var blocked = new bool[rows.Rows.Count];
        foreach (List<LayerItem> edge in rows.Edges)
        {
            for (int row = edge[0].Row + 1; row < edge[^1].Row; row++)
                blocked[row] = true;
        }
        List<List<List<LayerItem>>> segments = [[]];
        for (int row = 0; row < rows.Rows.Count; row++)
        {
            segments[^1].Add(rows.Rows[row]);
            LayerItem[] sources = [.. rows.Rows[row].Where(i => i.Below.Count > 0)];
            // Where branches part they stay below what they part from; where they have just met is a good place to cut.
            if (!blocked[row] && sources is [var source] && (source.Below.Count == 1 || source.Above.Count != 1))
                segments.Add([]);
        }
        return segments;
    }
}
