using System.Globalization;

namespace CnnVulkan.Cli.Pictures;

/// <summary>A training's curves as a picture: loss above on a logarithmic scale, error below, training against validation.</summary>
internal sealed class TrainingChart(IReadOnlyList<CurvePoint> training, IReadOnlyList<CurvePoint> validation)
{
    private const int PlotWidth = 860, PlotHeight = 250, Left = 56, Gap = 46, Legend = 20;

    /// <summary>A loss of nothing has no logarithm; below this no curve tells anything.</summary>
    private const double LeastLoss = 1e-4;

    /// <summary>Of ColorBrewer's Set2: told apart by those who see red and green alike, too.</summary>
    private static readonly Color TrainingColor = new(141, 160, 203), ValidationColor = new(252, 141, 98);

    private static readonly Color Grid = new(58, 58, 66);

    private double LastEpoch => Math.Max(training.Concat(validation).Select(p => p.Epoch).DefaultIfEmpty(1).Max(), 1e-6);

    /// <summary>Draws them.</summary>
    /// <param name="title">The large line above.</param>
    /// <param name="line">The small one under it.</param>
    public Canvas Draw(string title, string line)
    {
        Canvas canvas = SheetStyle.Start(Left + PlotWidth + 12, Legend + 2 * PlotHeight + Gap + 30, title, line);
        int top = SheetStyle.Margin + SheetStyle.HeadHeight;
        DrawLegend(canvas, top);
        top += Legend;
        DrawLoss(canvas, top);
        DrawError(canvas, top + PlotHeight + Gap);
        return canvas;
    }

    private void DrawLegend(Canvas canvas, int top)
    {
        int x = SheetStyle.Margin + Left;
        foreach ((string name, Color color, int count) in new[] { ("training", TrainingColor, training.Count), ("validation", ValidationColor, validation.Count) })
        {
            if (count == 0)
                continue;
            canvas.Fill(x, top + 2, 18, 3, color);
            canvas.Text(x + 24, top, name, SheetStyle.Text);
            x += 24 + PixelFont.WidthOf(name) + 24;
        }
    }

    private void DrawLoss(Canvas canvas, int top)
    {
        double[] losses = [.. training.Concat(validation).Select(p => Math.Max(p.Loss, LeastLoss)).Where(double.IsFinite)];
        double high = Math.Log10(losses.DefaultIfEmpty(1).Max()), low = Math.Log10(losses.DefaultIfEmpty(0.1).Min());
        // Half a decade at least: the noise of a flat curve is not to fill the plot.
        if (high - low < 0.5)
            (low, high) = ((low + high) / 2 - 0.25, (low + high) / 2 + 0.25);
        Frame(canvas, top, "loss");
        for (int decade = (int)Math.Floor(low); decade <= Math.Ceiling(high); decade++)
        {
            foreach (int digit in new[] { 1, 2, 5 })
                Line(canvas, top, (Math.Log10(digit * Math.Pow(10, decade)) - low) / (high - low), Short(digit * Math.Pow(10, decade)));
        }
        Curves(canvas, top, p => (Math.Log10(Math.Max(p.Loss, LeastLoss)) - low) / (high - low));
    }

    private void DrawError(Canvas canvas, int top)
    {
        double most = training.Concat(validation).Select(p => 1 - p.Accuracy).DefaultIfEmpty(1).Max();
        double high = Math.Min(Math.Max(most * 1.05, 0.02), 1);
        Frame(canvas, top, "error %");
        double step = new[] { 0.2, 0.1, 0.05, 0.02, 0.01, 0.005 }.FirstOrDefault(s => high / s >= 4, 0.005);
        for (double value = 0; value <= high + 1e-9; value += step)
            Line(canvas, top, value / high, Short(value * 100));
        Curves(canvas, top, p => (1 - p.Accuracy) / high);
        Epochs(canvas, top + PlotHeight);
    }

    private static void Frame(Canvas canvas, int top, string name)
    {
        canvas.Fill(SheetStyle.Margin + Left, top, PlotWidth, PlotHeight, new Color(30, 30, 35));
        canvas.Text(SheetStyle.Margin, top - PixelFont.Height - 4, name, SheetStyle.Faint);
    }

    private static void Line(Canvas canvas, int top, double height, string text)
    {
        if (height is < 0 or > 1)
            return;
        int y = Row(top, height);
        canvas.Fill(SheetStyle.Margin + Left, y, PlotWidth, 1, Grid);
        canvas.TextTo(SheetStyle.Margin + Left - 6, y - PixelFont.Height / 2, text, SheetStyle.Faint);
    }

    private void Epochs(Canvas canvas, int bottom)
    {
        double step = new[] { 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000 }.FirstOrDefault(s => LastEpoch / s <= 10, 2000);
        for (double epoch = 0; epoch <= LastEpoch + 1e-9; epoch += step)
        {
            int x = Column(epoch);
            canvas.Fill(x, bottom, 1, 4, SheetStyle.Faint);
            canvas.TextAround(x, bottom + 8, Short(epoch), SheetStyle.Faint);
        }
        canvas.TextTo(SheetStyle.Margin + Left + PlotWidth, bottom + 20, "epochs", SheetStyle.Faint);
    }

    private void Curves(Canvas canvas, int top, Func<CurvePoint, double> height)
    {
        foreach ((IReadOnlyList<CurvePoint> points, Color color) in new[] { (training, TrainingColor), (validation, ValidationColor) })
        {
            (int X, int Y)? last = null;
            foreach (CurvePoint point in points.Where(p => double.IsFinite(p.Loss)))
            {
                (int X, int Y) here = (Column(point.Epoch), Row(top, Math.Clamp(height(point), 0, 1)));
                if (last is { } from)
                    Stroke(canvas, from, here, color);
                else
                    canvas.Fill(here.X, here.Y - 1, 2, 2, color);
                last = here;
            }
        }
    }

    private int Column(double epoch) => SheetStyle.Margin + Left + (int)Math.Round(epoch / LastEpoch * (PlotWidth - 2));

    private static int Row(int top, double height) => top + (int)Math.Round((1 - height) * (PlotHeight - 2));

    /// <summary>A line two pixels thick.</summary>
    private static void Stroke(Canvas canvas, (int X, int Y) from, (int X, int Y) to, Color color)
    {
        int steps = Math.Max(Math.Max(Math.Abs(to.X - from.X), Math.Abs(to.Y - from.Y)), 1);
        for (int i = 0; i <= steps; i++)
            canvas.Fill(from.X + (to.X - from.X) * i / steps, from.Y + (to.Y - from.Y) * i / steps, 2, 2, color);
    }

    private static string Short(double value) => Math.Round(value, 4).ToString("0.####", CultureInfo.InvariantCulture);
}
