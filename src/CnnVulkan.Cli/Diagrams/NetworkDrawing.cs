using System.Globalization;
using CnnVulkan.Cli.Output;
using CnnVulkan.Cli.Pictures;

namespace CnnVulkan.Cli.Diagrams;

/// <summary>Draws a network: a heading with its numbers, a legend, and the blocks.</summary>
internal static class NetworkDrawing
{
    private const double Margin = 24;
    private const double LeastWidth = 640;
    private const double LegendHeight = 20;

    public static Drawing Of(Model model, ModelSummary summary, IReadOnlyDictionary<string, TensorShape> inputs)
    {
        IReadOnlyList<DiagramBlock> blocks = NetworkBlocks.Of(model, summary, inputs);
        DiagramLayout layout = DiagramLayout.Of(blocks);
        string numbers = string.Create(CultureInfo.InvariantCulture, $"{summary.Total.Parameters:N0} parameters   ")
            + $"{ReadableNumber.Count(summary.Total.MultiplyAdds)} multiply-adds   {ReadableNumber.Bytes(summary.Total.WeightBytes)} of weights";
        double width = Math.Max(Math.Max(layout.Width, LeastWidth), DiagramBlock.TextWidth(numbers)) + 2 * Margin;
        var shapes = new List<Drawing.Shape>
        {
            new Drawing.Text(Margin, Margin, Fit(model.Name, (int)((width - 2 * Margin) / (2 * PixelFont.Advance))), KindStyle.Ink, Scale: 2),
            new Drawing.Text(Margin, Margin + 24, numbers, KindStyle.Faint),
        };
        double top = AddLegend(shapes, layout, Margin + 46, width - Margin) + 10;
        double left = (width - layout.Width) / 2;
        // Where a shortcut shares its way with the main path, the main path shows.
        foreach (DiagramEdge edge in layout.Edges.OrderBy(e => !e.IsShortcut))
            AddEdge(shapes, edge, left, top);
        foreach (PlacedBlock block in layout.Blocks)
            AddBlock(shapes, block, left, top);
        return new Drawing(Math.Ceiling(width), Math.Ceiling(top + layout.Height + Margin), [.. shapes]);
    }

    /// <returns>Where the legend ends.</returns>
    private static double AddLegend(List<Drawing.Shape> shapes, DiagramLayout layout, double top, double right)
    {
        double x = Margin;
        foreach (BlockKind kind in layout.Blocks.Select(b => b.Block.Kind).Distinct().Order())
        {
            Flow(KindStyle.Name(kind), 18);
            shapes.Add(new Drawing.Box(x, top, 12, 8, 2, KindStyle.Accent(kind)));
            Put(KindStyle.Name(kind), 18);
        }
        if (layout.Edges.Any(e => e.IsShortcut))
        {
            Flow("shortcut", 26);
            shapes.Add(new Drawing.Curve(new DiagramPoint(x, top + 4), [CurvePart.Line(x + 20, top + 4)], 2, KindStyle.Shortcut));
            Put("shortcut", 26);
        }
        const string Sizes = "wider: more channels   taller: larger picture";
        Flow(Sizes, 0);
        Put(Sizes, 0);
        return top + LegendHeight;

        void Flow(string text, double mark)
        {
            if (x + mark + DiagramBlock.TextWidth(text) > right && x > Margin)
                (x, top) = (Margin, top + LegendHeight);
        }

        void Put(string text, double mark)
        {
            shapes.Add(new Drawing.Text(x + mark, top, text, KindStyle.Faint));
            x += mark + DiagramBlock.TextWidth(text) + 20;
        }
    }

    private static void AddEdge(List<Drawing.Shape> shapes, DiagramEdge edge, double left, double top)
    {
        const double Head = 6, Thickness = 1.75;
        DiagramPoint Move(DiagramPoint p) => new(p.X + left, p.Y + top);
        Drawing.Curve curve = new(
            Move(edge.Start), [.. edge.Parts.Select(p => new CurvePart([.. p.Points.Select(Move)]))], Thickness,
            edge.IsShortcut ? KindStyle.Shortcut : KindStyle.Edge);
        shapes.Add(curve);
        shapes.Add(new Drawing.Arrow(Move(edge.End), Head, curve.Color));
    }

    private static void AddBlock(List<Drawing.Shape> shapes, PlacedBlock placed, double left, double top)
    {
        DiagramBlock block = placed.Block;
        (double x, double y) = (placed.Left + left, placed.Top + top);
        Color accent = KindStyle.Accent(block.Kind);
        string hint = $"{block.Name}: {string.Join(", ", block.Lines)}";
        shapes.Add(new Drawing.Box(x, y, block.Width, block.Height, 5, KindStyle.Tint(block.Kind), accent, hint));
        double line = y + (block.Height - block.Lines.Count * DiagramBlock.LineHeight + DiagramBlock.LineHeight - PixelFont.Height) / 2;
        for (int i = 0; i < block.Lines.Count; i++)
        {
            string text = block.Lines[i];
            shapes.Add(new Drawing.Text(
                x + (block.Width - DiagramBlock.TextWidth(text) + 1) / 2, line + i * DiagramBlock.LineHeight, text, i == 0 ? accent : i == 1 ? KindStyle.Ink : KindStyle.Faint));
        }
    }

    private static string Fit(string text, int characters) => text.Length <= characters ? text : text[..Math.Max(characters - 3, 1)] + "...";
}
