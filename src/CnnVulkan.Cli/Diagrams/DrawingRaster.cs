using CnnVulkan.Cli.Pictures;

namespace CnnVulkan.Cli.Diagrams;

/// <summary>Paints a drawing on a canvas, with smooth edges.</summary>
internal static class DrawingRaster
{
    /// <summary>Twice the drawing's size, so that small text is easy to read.</summary>
    private const int UsualScale = 2;

    /// <summary>A picture of more pixels is drawn at its own size, or not at all.</summary>
    private const double MaxPixels = 100e6;

    /// <exception cref="CommandException">The picture would be too large.</exception>
    public static Canvas Paint(Drawing drawing)
    {
        double area = drawing.Width * drawing.Height;
        int scale = area * UsualScale * UsualScale <= MaxPixels ? UsualScale : 1;
        if (area > MaxPixels)
            throw new CommandException($"A picture of {drawing.Width:0}×{drawing.Height:0} pixels is too large. Write it with --svg.");
        var canvas = new Canvas((int)drawing.Width * scale, (int)drawing.Height * scale, KindStyle.Paper);
        foreach (Drawing.Shape shape in drawing.Shapes)
            Paint(canvas, shape, scale);
        return canvas;
    }

    private static void Paint(Canvas canvas, Drawing.Shape shape, int scale)
    {
        switch (shape)
        {
            case Drawing.Box box:
                if (box.Border is { } border)
                    PaintBox(canvas, box, scale, grow: 0.5, border);
                PaintBox(canvas, box, scale, grow: box.Border is null ? 0 : -0.5, box.Fill);
                break;
            case Drawing.Curve curve:
                PaintCurve(canvas, curve, scale);
                break;
            case Drawing.Arrow arrow:
                PaintArrow(canvas, arrow, scale);
                break;
            case Drawing.Text text:
                canvas.Text((int)Math.Round(text.Left * scale), (int)Math.Round(text.Top * scale), text.Content, text.Color, text.Scale * scale);
                break;
        }
    }

    private static void PaintBox(Canvas canvas, Drawing.Box box, int scale, double grow, Color color)
    {
        double halfWidth = (box.Width / 2 + grow) * scale, halfHeight = (box.Height / 2 + grow) * scale, radius = Math.Max((box.Radius + grow) * scale, 0);
        double x = (box.Left + box.Width / 2) * scale, y = (box.Top + box.Height / 2) * scale;
        canvas.Cover(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight, color, (px, py) =>
        {
            // The distance to a rounded rectangle: inside negative.
            double dx = Math.Abs(px - x) - halfWidth + radius, dy = Math.Abs(py - y) - halfHeight + radius;
            double outside = Math.Sqrt(Math.Max(dx, 0) * Math.Max(dx, 0) + Math.Max(dy, 0) * Math.Max(dy, 0));
            return outside + Math.Min(Math.Max(dx, dy), 0) - radius;
        });
    }

    private static void PaintCurve(Canvas canvas, Drawing.Curve curve, int scale)
    {
        DiagramPoint from = curve.Start;
        double half = curve.Thickness * scale / 2;
        foreach (CurvePart part in curve.Parts)
        {
            DiagramPoint start = from;
            foreach (DiagramPoint to in part.Flatten(start))
            {
                PaintLine(canvas, from, to, scale, half, curve.Color);
                from = to;
            }
        }
    }

    private static void PaintLine(Canvas canvas, DiagramPoint from, DiagramPoint to, int scale, double half, Color color)
    {
        (double ax, double ay, double bx, double by) = (from.X * scale, from.Y * scale, to.X * scale, to.Y * scale);
        double dx = bx - ax, dy = by - ay, length = dx * dx + dy * dy;
        if (length == 0)
            return;
        canvas.Cover(Math.Min(ax, bx) - half, Math.Min(ay, by) - half, Math.Max(ax, bx) + half, Math.Max(ay, by) + half, color, (px, py) =>
        {
            double t = Math.Clamp(((px - ax) * dx + (py - ay) * dy) / length, 0, 1);
            double ex = px - ax - t * dx, ey = py - ay - t * dy;
            return Math.Sqrt(ex * ex + ey * ey) - half;
        });
    }

    private static void PaintArrow(Canvas canvas, Drawing.Arrow arrow, int scale)
    {
        double x = arrow.Tip.X * scale, tip = arrow.Tip.Y * scale, size = arrow.Size * scale;
        // Half as wide as high: the sides fall with a slope of 2, so a horizontal distance counts 2/√5.
        canvas.Cover(x - size / 2, tip - size, x + size / 2, tip, arrow.Color, (px, py) => (Math.Abs(px - x) - (tip - py) / 2) * 2 / Math.Sqrt(5));
    }
}
