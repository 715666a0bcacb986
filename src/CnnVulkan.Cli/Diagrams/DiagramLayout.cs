using System.Collections.Immutable;

namespace CnnVulkan.Cli.Diagrams;

/// <summary>Blocks and edges with their places, the top left corner at (0, 0).</summary>
/// <param name="Blocks">The blocks.</param>
/// <param name="Edges">The edges.</param>
/// <param name="Width">What all of it takes.</param>
/// <param name="Height">What all of it takes.</param>
internal sealed record DiagramLayout(ImmutableArray<PlacedBlock> Blocks, ImmutableArray<DiagramEdge> Edges, double Width, double Height)
{
    /// <summary>Room above and below a column for the edges that lead to the next.</summary>
    private const double Lane = 18;

    /// <summary>Room between columns, with one edge up its middle.</summary>
    internal const double Gutter = 64;

    public static DiagramLayout Of(IReadOnlyList<DiagramBlock> blocks)
    {
        DiagramRows rows = DiagramRows.Of(blocks);
        double left = 0, height = 0;
        var columnOf = new Dictionary<LayerItem, (int Column, double Right, double Bottom)>();
        List<List<List<LayerItem>>> columns = ColumnPacking.Of(rows);
        for (int i = 0; i < columns.Count; i++)
        {
            RowPlacement.Run(columns[i]);
            LayerItem[] items = [.. columns[i].SelectMany(r => r)];
            double shift = left - items.Min(item => item.X - item.Width / 2);
            double y = Lane;
            foreach (List<LayerItem> row in columns[i])
            {
                double tallest = ColumnPacking.RowHeight(row);
                foreach (LayerItem item in row)
                {
                    item.X = Math.Round(item.X + shift, 2);
                    item.Height = item.Block?.Height ?? tallest;
                    item.Top = y + (tallest - item.Height) / 2;
                }
                y += tallest + ColumnPacking.GapBelow(row);
            }
            double right = items.Max(item => item.X + item.Width / 2), bottom = items.Max(item => item.Top + item.Height);
            foreach (LayerItem item in items)
                columnOf[item] = (i, right, bottom);
            left = right + Gutter;
            height = Math.Max(height, bottom + Lane);
        }
        ImmutableArray<PlacedBlock> placed = [.. rows.Rows.SelectMany(r => r).Where(i => i.Block is not null)
            .Select(i => new PlacedBlock(i.Block!, i.X - i.Width / 2, i.Top))];
        return new DiagramLayout(placed, [.. rows.Edges.Select(e => Route(e, rows, columnOf))], left - Gutter, height);
    }

    private static DiagramEdge Route(List<LayerItem> path, DiagramRows rows, Dictionary<LayerItem, (int Column, double Right, double Bottom)> columns)
    {
        var start = new DiagramPoint(path[0].X, path[0].Top + path[0].Height);
        var parts = new List<CurvePart>();
        for (int i = 1; i < path.Count; i++)
        {
            (LayerItem from, LayerItem to) = (path[i - 1], path[i]);
            if (columns[from].Column == columns[to].Column)
            {
                // The swing keeps to the gap between the rows, where there are no blocks.
                double bottom = rows.Rows[from.Row].Max(r => r.Top + r.Height), top = rows.Rows[to.Row].Min(r => r.Top);
                parts.Add(CurvePart.Line(from.X, bottom));
                parts.Add(CurvePart.Swing(new DiagramPoint(from.X, bottom), new DiagramPoint(to.X, top)));
                parts.Add(CurvePart.Line(to.X, to.Top));
            }
            else
            {
                AddTurns(parts, from.X, to.X, columns[from].Right + Gutter / 2, columns[from].Bottom + Lane / 2, to.Top);
            }
            if (to.Block is null)
                parts.Add(CurvePart.Line(to.X, to.Top + to.Height));
        }
        return new DiagramEdge(path[0].Block!, path[^1].Block!, path.Any(p => p.IsShortcut), start, [.. parts]);
    }

    /// <summary>Down, over to the gutter, up it, over to the next column and down.</summary>
    private static void AddTurns(List<CurvePart> parts, double fromX, double toX, double gutter, double low, double toTop)
    {
        const double Radius = 8, High = Lane / 2 - 4;
        parts.Add(CurvePart.Line(fromX, low - Radius));
        parts.Add(CurvePart.Corner(new DiagramPoint(fromX, low), new DiagramPoint(fromX + Radius, low)));
        parts.Add(CurvePart.Line(gutter - Radius, low));
        parts.Add(CurvePart.Corner(new DiagramPoint(gutter, low), new DiagramPoint(gutter, low - Radius)));
        parts.Add(CurvePart.Line(gutter, High + Radius));
        parts.Add(CurvePart.Corner(new DiagramPoint(gutter, High), new DiagramPoint(gutter + Radius, High)));
        parts.Add(CurvePart.Line(toX - Radius, High));
        parts.Add(CurvePart.Corner(new DiagramPoint(toX, High), new DiagramPoint(toX, High + Radius)));
        parts.Add(CurvePart.Line(toX, toTop));
    }
}
