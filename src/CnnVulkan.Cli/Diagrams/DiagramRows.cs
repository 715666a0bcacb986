namespace CnnVulkan.Cli.Diagrams;

/// <summary>
/// Puts blocks into rows, each below all it reads, and orders each row so that few edges cross: the layered drawing of Sugiyama,
/// Tagawa and Toda 1981. Edges over several rows get a passage in each.
/// </summary>
internal sealed class DiagramRows
{
    private DiagramRows(List<List<LayerItem>> rows, List<List<LayerItem>> edges)
    {
        Rows = rows;
        Edges = edges;
    }

    public List<List<LayerItem>> Rows { get; }

    /// <summary>Each edge from block to block with the passages between.</summary>
    public List<List<LayerItem>> Edges { get; }

    public static DiagramRows Of(IReadOnlyList<DiagramBlock> blocks)
    {
        var items = new Dictionary<DiagramBlock, LayerItem>(ReferenceEqualityComparer.Instance);
        var rows = new List<List<LayerItem>>();
        foreach (DiagramBlock block in blocks)
        {
            int row = block.Inputs.Count == 0 ? 0 : block.Inputs.Max(i => items[i].Row) + 1;
            Place(rows, items[block] = new LayerItem(block, row, isShortcut: false));
        }
        var edges = new List<List<LayerItem>>();
        foreach (DiagramBlock block in blocks)
        {
            foreach (DiagramBlock source in block.Inputs)
                edges.Add(Connect(rows, items[source], items[block], IsShortcut(source, block, items)));
        }
        foreach (List<LayerItem> row in rows)
            OrderBy(row, i => i.Above);
        return new DiagramRows(rows, edges);
    }

    private static List<LayerItem> Connect(List<List<LayerItem>> rows, LayerItem from, LayerItem to, bool isShortcut)
    {
        List<LayerItem> path = [from];
        for (int row = from.Row + 1; row < to.Row; row++)
        {
            var passage = new LayerItem(null, row, isShortcut);
            Place(rows, passage);
            path.Add(passage);
        }
        path.Add(to);
        for (int i = 1; i < path.Count; i++)
        {
            path[i - 1].Below.Add(path[i]);
            path[i].Above.Add(path[i - 1]);
        }
        return path;
    }

    /// <summary>Whether another of the block's inputs depends on the source: then this edge goes past it.</summary>
    private static bool IsShortcut(DiagramBlock source, DiagramBlock block, Dictionary<DiagramBlock, LayerItem> items)
    {
        int row = items[source].Row;
        var open = new Stack<DiagramBlock>(block.Inputs.Where(i => !ReferenceEquals(i, source)));
        var seen = new HashSet<DiagramBlock>(ReferenceEqualityComparer.Instance);
        while (open.TryPop(out DiagramBlock? current))
        {
            if (ReferenceEquals(current, source))
                return true;
            foreach (DiagramBlock input in current.Inputs)
            {
                if (items[input].Row >= row && seen.Add(input))
                    open.Push(input);
            }
        }
        return false;
    }

    private static void Place(List<List<LayerItem>> rows, LayerItem item)
    {
        while (rows.Count <= item.Row)
            rows.Add([]);
        rows[item.Row].Add(item);
    }

    /// <summary>By the mean place of what is read; shortcuts to the right of what they go past.</summary>
    private static void OrderBy(List<LayerItem> row, Func<LayerItem, List<LayerItem>> neighbours)
    {
        LayerItem[] sorted = [.. row.OrderBy(i => neighbours(i).Count == 0 ? 0 : neighbours(i).Average(n => n.Order)).ThenBy(i => i.IsShortcut)];
        row.Clear();
        row.AddRange(sorted);
        for (int i = 0; i < row.Count; i++)
            row[i].Order = i;
    }
}
