namespace CnnVulkan.Cli.Diagrams;

/// <summary>Cuts a long network into columns where only one value passes from above to below.</summary>
internal static class ColumnPacking
{
    /// <summary>What a screen is: width to height.</summary>
    private const double WantedAspect = 1.6;

    private const double ColumnGap = 64;

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
            List<List<List<LayerItem>>> packed = Pack(segments, heights, Math.Max(heights.Sum() / columns, heights.Max()));
            double width = packed.Sum(c => c.Max(RowWidth) + ColumnGap), height = packed.Max(Height);
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

    private static double RowWidth(List<LayerItem> row) => row.Sum(i => i.Width + 16);

    private static List<List<List<LayerItem>>> Pack(List<List<List<LayerItem>>> segments, double[] heights, double limit)
    {
        List<List<List<LayerItem>>> columns = [];
        double height = 0;
        for (int i = 0; i < segments.Count; i++)
        {
            // A column may be a little longer than the mean, or the last one would be a stub.
            if (columns.Count == 0 || height + heights[i] > limit * 1.03)
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
            bool last = row == rows.Rows.Count - 1;
            if (!last && !blocked[row] && rows.Rows[row].Count(i => i.Below.Count > 0) == 1)
                segments.Add([]);
        }
        return segments;
    }
}
