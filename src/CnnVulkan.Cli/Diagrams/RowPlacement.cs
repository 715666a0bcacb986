namespace CnnVulkan.Cli.Diagrams;

/// <summary>
/// Finds the horizontal places of a stack of rows: each item near the mean of its neighbours, none closer to the next than the gap. One
/// row at a time this is a least-squares problem with order constraints, solved exactly by pooling adjacent violators.
/// </summary>
internal static class RowPlacement
{
    private const double Gap = 16;

    private const int Sweeps = 24;

    /// <summary>Shortcuts give way to blocks.</summary>
    private const double ShortcutWeight = 0.01;

    public static void Run(IReadOnlyList<List<LayerItem>> rows)
    {
        foreach (List<LayerItem> row in rows)
            Spread(row, _ => 0);
        var inside = new HashSet<LayerItem>(rows.SelectMany(r => r));
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            for (int i = 0; i < rows.Count; i++)
                Spread(rows[sweep % 2 == 0 ? i : rows.Count - 1 - i], item => Wish(item, inside));
        }
    }

    /// <summary>Where an item would like to be: blocks mind blocks, and passages both ends.</summary>
    private static double Wish(LayerItem item, HashSet<LayerItem> inside)
    {
        LayerItem[] neighbours = [.. item.Above.Concat(item.Below).Where(inside.Contains)];
        LayerItem[] firm = [.. neighbours.Where(n => !n.IsShortcut)];
        if (firm.Length > 0 && !item.IsShortcut)
            neighbours = firm;
        return neighbours.Length == 0 ? item.X : neighbours.Average(n => n.X);
    }

    private static void Spread(List<LayerItem> row, Func<LayerItem, double> wish)
    {
        // With the offset taken off, "at least so far apart" becomes "not decreasing".
        var pools = new List<(double Sum, double Weight, int Count)>();
        var offsets = new double[row.Count];
        for (int i = 0; i < row.Count; i++)
        {
            offsets[i] = i == 0 ? 0 : offsets[i - 1] + (row[i - 1].Width + row[i].Width) / 2 + Gap;
            double weight = row[i].IsShortcut ? ShortcutWeight : 1;
            pools.Add(((wish(row[i]) - offsets[i]) * weight, weight, 1));
            while (pools.Count > 1 && pools[^2].Sum / pools[^2].Weight > pools[^1].Sum / pools[^1].Weight)
            {
                pools[^2] = (pools[^2].Sum + pools[^1].Sum, pools[^2].Weight + pools[^1].Weight, pools[^2].Count + pools[^1].Count);
                pools.RemoveAt(pools.Count - 1);
            }
        }
        int at = 0;
        foreach ((double sum, double weight, int count) in pools)
        {
            for (int i = 0; i < count; i++, at++)
                row[at].X = sum / weight + offsets[at];
        }
    }
}
