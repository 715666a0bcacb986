using System.Globalization;
using CnnVulkan.Cli.Evaluation;
using CnnVulkan.Training;

namespace CnnVulkan.Cli.Pictures;

/// <summary>The pictures a network was surest of and wrong about, with what they are and what they were taken for.</summary>
internal static class MistakeSheet
{
    public const int MostShown = 48;

    private const int Tile = 128;
    private const int Gap = 12;
    private const int LineHeight = PixelFont.Height + 4;
    private const int NumberWidth = 4 * PixelFont.Advance;

    private static readonly Color Right = new(120, 190, 255);
    private static readonly Color Wrong = new(255, 160, 80);

    public static Canvas Draw(EvaluationResult result, ILabelledData data, string title, string line)
    {
        Mistake[] shown = [.. result.WorstMistakes.Take(MostShown)];
        int height = Tile + 3 * LineHeight + Gap, columns = shown.Length == 0 ? 1 : SheetStyle.Columns(shown.Length, Tile + Gap, height);
        int rows = (shown.Length + columns - 1) / columns;
        Canvas sheet = SheetStyle.Start(columns * (Tile + Gap) - Gap, Math.Max(rows * height - Gap, 0), title, line);
        for (int i = 0; i < shown.Length; i++)
        {
            Mistake mistake = shown[i];
            int left = SheetStyle.Margin + i % columns * (Tile + Gap), top = SheetStyle.Margin + SheetStyle.HeadHeight + i / columns * height;
            Canvas picture = Picture(data.Read(mistake.Sample));
            sheet.Draw(left, top, PatchTile.Cut(picture, new PixelArea(0, 0, picture.Width, picture.Height), Tile));
            top += Tile + 4;
            Label(sheet, left, top, $"is {result.Classes[mistake.Class]}", mistake.TrueProbability, Right);
            Label(sheet, left, top + LineHeight, $"taken for {result.Match.Names[mistake.Score]}", mistake.Probability, Wrong);
            sheet.Text(left, top + 2 * LineHeight, SheetStyle.Fit(data.NameOf(mistake.Sample), Tile), SheetStyle.Faint);
        }
        return sheet;
    }

    private static void Label(Canvas sheet, int left, int top, string text, float probability, Color color)
    {
        sheet.Text(left, top, SheetStyle.Fit(text, Tile - NumberWidth - PixelFont.Advance), color);
        sheet.TextTo(left + Tile, top, probability.ToString("0.00", CultureInfo.InvariantCulture), color);
    }

    private static Canvas Picture(PicturePixels pixels)
    {
        var canvas = new Canvas(pixels.Width, pixels.Height, default);
        ReadOnlySpan<byte> bytes = pixels.Bytes.Span;
        for (int i = 0; i < pixels.Width * pixels.Height; i++)
        {
            int at = i * pixels.Channels;
            Color color = pixels.Channels == 1 ? new Color(bytes[at], bytes[at], bytes[at]) : new Color(bytes[at], bytes[at + 1], bytes[at + 2]);
            canvas.Set(i % pixels.Width, i / pixels.Width, color);
        }
        return canvas;
    }
}
