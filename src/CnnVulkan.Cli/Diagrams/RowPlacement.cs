namespace CnnVulkan.Cli.Diagrams;

/// <summary>
/// Finds the horizontal places of a stack of rows: each item near the mean of its neighbours, none closer to the next than the gap. One
/// row at a time this is a least-squares problem with order constraints, solved exactly by pooling adjacent violators.
/// </summary>
internal static class RowPlacement
{
    /// <summary>Room between neighbours in a row.</summary>
    internal const double Gap = 16;

    private const int Sweeps = 24;

    /// <summary>Shortcuts give way to blocks.</summary>
    private const double ShortcutWeight = 1e-5;

    public static void Run(IReadOnlyList<List<LayerItem>> rows)
    {
        foreach (List<LayerItem> row in rows)
            Spread(row, _ => 0);
        var inside = new HashSet<LayerItem>(rows.SelectMany(r => r));
        for (int sweep = 0; sweep < 2 * Sweeps; sweep++)
        {
            for (int i = 0; i < rows.Count; i++)
                Spread(rows[sweep % 2 == 0 ? i : rows.Count - 1 - i], item => Wish(item, inside, straighten: sweep >= Sweeps));
        }
        AlignShortcuts(rows, inside);
    }

    /// <summary>Shortcuts at the right end of their rows run straight down.</summary>
    private static void AlignShortcuts(IReadOnlyList<List<LayerItem>> rows, HashSet<LayerItem> inside)
    {
        foreach (LayerItem first in rows.SelectMany(r => r).Where(i => i.IsShortcut && (!i.Above[0].IsShortcut || !inside.Contains(i.Above[0]))))
        {
            List<LayerItem> passages = [];
            for (LayerItem at = first; at.IsShortcut && inside.Contains(at); at = at.Below[0])
                passages.Add(at);
            if (passages.Count > 0 && passages.All(p => rows[p.Row - rows[0][0].Row][^1] == p))
            {
                double x = passages.Max(p => p.X);
                passages.ForEach(p => p.X = x);
            }
        }
    }

    /// <summary>
    /// Where an item would like to be: blocks mind blocks, and passages both ends. In the end chains are made straight: what has one
    /// neighbour that has no other stays in line with it.
    /// </summary>
    private static double Wish(LayerItem item, HashSet<LayerItem> inside, bool straighten)
    {
        LayerItem[] neighbours = [.. item.Above.Concat(item.Below).Where(inside.Contains)];
        LayerItem[] firm = [.. neighbours.Where(n => !n.IsShortcut)];
        LayerItem[] chained = [.. firm.Where(n => n.Row < item.Row ? IsChain(n, item) : IsChain(item, n))];
        if (straighten && chained.Length > 0)
            neighbours = chained;
        else if (firm.Length > 0 && !item.IsShortcut)
            neighbours = firm;
        return neighbours.Length == 0 ? item.X : neighbours.Average(n => n.X);
    }

    /// <summary>Whether nothing but shortcuts parts or meets between two neighbours.</summary>
    private static bool IsChain(LayerItem above, LayerItem below)
        => above.Below.Count(b => !b.IsShortcut) == 1 && below.Above.Count(a => !a.IsShortcut) == 1;

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
