using System.Globalization;
using CnnVulkan.Cli.Evaluation;

namespace CnnVulkan.Cli.Pictures;

/// <summary>What is taken for what: a row per class, a column per class it was taken for. Blue is right, orange wrong, by the part of the row.</summary>
internal static class ConfusionSheet
{
    private const int LeastCell = 14, NumberPad = 6;
    private const int Gap = 8;
    private const string Caption = "rows: what it is   columns: what it was taken for";
    private const int LongestName = 24 * PixelFont.Advance;

    private static readonly Color Right = new(70, 150, 235);
    private static readonly Color Wrong = new(240, 130, 40);
    private static readonly Color Line = new(60, 60, 68);

    public static Canvas Draw(EvaluationResult result, string title, string line)
    {
        int classes = result.Classes.Count;
        bool others = Enumerable.Range(0, classes).Any(i => result.Confusion[i, classes] > 0);
        int columns = classes + (others ? 1 : 0);
        string[] names = [.. result.Classes.Select(n => SheetStyle.Fit(n, LongestName)), "(other)"];
        int most = result.Confusion.Cast<int>().Max();
        int cell = Math.Max(LeastCell, PixelFont.WidthOf($"{most}") + NumberPad), nameWidth = names.Take(columns).Max(n => PixelFont.WidthOf(n));
        int recallWidth = PixelFont.WidthOf("recall") + Gap;
        int width = nameWidth + Gap + Math.Max(columns * cell + Gap + recallWidth, PixelFont.WidthOf(Caption));
        Canvas sheet = SheetStyle.Start(width, nameWidth + Gap + classes * cell + Gap + PixelFont.Height, title, line);
        int left = SheetStyle.Margin + nameWidth + Gap, top = SheetStyle.Margin + SheetStyle.HeadHeight + nameWidth + Gap;
        for (int i = 0; i < columns; i++)
            TextUp(sheet, left + i * cell + (cell - PixelFont.Height) / 2, top - Gap, names[i], SheetStyle.Text);
        for (int row = 0; row < classes; row++)
        {
            int y = top + row * cell, textTop = y + (cell - PixelFont.Height) / 2;
            sheet.TextTo(left - Gap, textTop, names[row], SheetStyle.Text);
            int count = result.CountOf(row);
            for (int i = 0; i < columns; i++)
                DrawCell(sheet, left + i * cell, y, cell, result.Confusion[row, i], count, row == i);
            sheet.Text(left + columns * cell + Gap, textTop, Percent(result.Recall(row)), SheetStyle.Text);
        }
        sheet.Text(left + columns * cell + Gap, top - Gap - PixelFont.Height, "recall", SheetStyle.Faint);
        sheet.Text(left, top + classes * cell + Gap, Caption, SheetStyle.Faint);
        return sheet;
    }

    public static string Percent(double part) => double.IsNaN(part) ? "-" : part.ToString("0.0 %", CultureInfo.InvariantCulture).Replace(" ", "");

    private static void DrawCell(Canvas sheet, int left, int top, int cell, int number, int count, bool right)
    {
        // The root: a few mistakes among many pictures must be seen.
        float part = count == 0 ? 0 : (float)number / count, strength = right ? part : MathF.Sqrt(part);
        Color color = SheetStyle.Empty.Blend(right ? Right : Wrong, strength);
        sheet.Fill(left, top, cell, cell, Line);
        sheet.Fill(left, top, cell - 1, cell - 1, color);
        if (number > 0)
            sheet.TextAround(left + cell / 2, top + (cell - PixelFont.Height) / 2, $"{number}", strength > 0.55f ? SheetStyle.Background : SheetStyle.Text);
    }

    /// <summary>A text from below upwards that begins at (left, bottom).</summary>
    private static void TextUp(Canvas canvas, int left, int bottom, string text, Color color)
    {
        for (int i = 0; i < text.Length; i++)
        {
            for (int y = 0; y < PixelFont.Height + PixelFont.Descent; y++)
            {
                for (int x = 0; x < PixelFont.Width; x++)
                {
                    if (PixelFont.IsSet(text[i], x, y))
                        canvas.Set(left + y, bottom - i * PixelFont.Advance - x, color);
                }
            }
        }
    }
}
