using System.Globalization;

namespace CnnVulkan.Cli.Pictures;

/// <summary>
/// The filters of a layer on one picture. Filters on red, green and blue are tiles in colour, those on a single channel tiles; others are
/// rows with one tile per channel they read. Every filter is on a scale of its own.
/// </summary>
internal static class FilterSheet
{
    private const int Gap = 6;
    private const int LabelHeight = PixelFont.Height + 3;
    private const int BarWidth = 160;

    /// <summary>Tiles are enlarged by a whole factor to about this edge where a tile is a filter.</summary>
    private const int GridExtent = 60;

    /// <summary>In rows, few tiles are larger than many: together they take about this, each within the two bounds.</summary>
    private const int RowsExtent = 640;
    private const int LeastRowExtent = 18;
    private const int MostRowExtent = 44;

    /// <summary>Draws the sheet.</summary>
    /// <param name="tiles">The filters.</param>
    /// <param name="shown">Which of them.</param>
    /// <param name="channels">In rows: how many of the channels they read.</param>
    /// <param name="title">What stands above.</param>
    /// <param name="line">What stands under the title; what the colours mean follows it.</param>
    public static Canvas Draw(FilterTiles tiles, IReadOnlyList<int> shown, int channels, string title, string line)
        => tiles.IsColor || tiles.Channels == 1 ? DrawGrid(tiles, shown, title, $"{line}; {Meaning(tiles)}") : DrawRows(tiles, shown, channels, title, line);

    private static Canvas DrawGrid(FilterTiles tiles, IReadOnlyList<int> shown, string title, string line)
    {
        int enlarge = Enlarge(tiles, GridExtent);
        int cellWidth = Math.Max(tiles.KernelWidth * enlarge, PixelFont.WidthOf($"{shown.Max()}")), cellHeight = LabelHeight + tiles.KernelHeight * enlarge;
        int columns = SheetStyle.Columns(shown.Count, cellWidth + Gap, cellHeight + Gap), rows = (shown.Count + columns - 1) / columns;
        Canvas canvas = SheetStyle.Start(columns * (cellWidth + Gap) - Gap, rows * (cellHeight + Gap) - Gap, title, line);
        for (int i = 0; i < shown.Count; i++)
        {
            int left = SheetStyle.Margin + i % columns * (cellWidth + Gap);
            int top = SheetStyle.Margin + SheetStyle.HeadHeight + i / columns * (cellHeight + Gap);
            canvas.Text(left, top, $"{shown[i]}", SheetStyle.Faint);
            if (tiles.IsColor)
                tiles.DrawColor(canvas, left, top + LabelHeight, shown[i], enlarge);
            else
                tiles.DrawChannel(canvas, left, top + LabelHeight, shown[i], channel: 0, enlarge);
        }
        return canvas;
    }

    private static Canvas DrawRows(FilterTiles tiles, IReadOnlyList<int> shown, int channels, string title, string line)
    {
        int enlarge = Enlarge(tiles, Math.Clamp(RowsExtent / Math.Max(channels, shown.Count), LeastRowExtent, MostRowExtent));
        int width = tiles.KernelWidth * enlarge, height = Math.Max(tiles.KernelHeight * enlarge, PixelFont.Height);
        // Single weights touch, as in a table of numbers; filters with a shape of their own stand apart.
        int gap = tiles.KernelWidth * tiles.KernelHeight == 1 ? 1 : 3;
        string[] extremes = [.. shown.Select(i => Extreme(tiles, i))];
        int indexWidth = PixelFont.WidthOf($"{shown.Max()}") + Gap, extremeWidth = Gap + PixelFont.WidthOf(extremes.MaxBy(e => e.Length)!);
        int rowsTop = SheetStyle.Margin + SheetStyle.HeadHeight + ScaleBar.Height + 2 * Gap + LabelHeight;
        int rowsWidth = channels * (width + gap) - gap, rowsHeight = shown.Count * (height + gap) - gap;
        Canvas canvas = SheetStyle.Start(
            Math.Max(indexWidth + rowsWidth + extremeWidth, BarWidth), rowsTop - SheetStyle.Margin - SheetStyle.HeadHeight + rowsHeight, title, line);
        DrawBar(canvas, tiles.Scale);
        int tilesLeft = SheetStyle.Margin + indexWidth;
        int step = LabelStep((PixelFont.WidthOf($"{channels - 1}") + PixelFont.Advance + width + gap - 1) / (width + gap));
        for (int channel = 0; channel < channels; channel += step)
            canvas.TextAround(tilesLeft + channel * (width + gap) + width / 2, rowsTop - LabelHeight, $"{channel}", SheetStyle.Faint);
        for (int i = 0; i < shown.Count; i++)
        {
            int top = rowsTop + i * (height + gap), textTop = top + (height - PixelFont.Height) / 2;
            canvas.TextTo(tilesLeft - Gap, textTop, $"{shown[i]}", SheetStyle.Faint);
            for (int channel = 0; channel < channels; channel++)
                tiles.DrawChannel(canvas, tilesLeft + channel * (width + gap), top, shown[i], channel, enlarge);
            canvas.Text(tilesLeft + rowsWidth + Gap, textTop, extremes[i], SheetStyle.Faint);
        }
        return canvas;
    }

    private static void DrawBar(Canvas canvas, FilterScale scale)
    {
        int top = SheetStyle.Margin + SheetStyle.HeadHeight;
        if (scale == FilterScale.Zero)
            ScaleBar.Draw(canvas, SheetStyle.Margin, top, BarWidth, t => Color.Diverging(2 * t - 1), (0, "-max"), (0.5f, "0"), (1, "max"));
        else
            ScaleBar.Draw(canvas, SheetStyle.Margin, top, BarWidth, Color.Viridis, (0, "least"), (1, "greatest"));
    }

    private static string Extreme(FilterTiles tiles, int index)
    {
        (float least, float greatest) = tiles.Range(index);
        return tiles.Scale == FilterScale.Zero
            ? string.Create(CultureInfo.InvariantCulture, $"max {Math.Max(Math.Abs(least), Math.Abs(greatest)):g3}")
            : string.Create(CultureInfo.InvariantCulture, $"{least:g3} to {greatest:g3}");
    }

    private static string Meaning(FilterTiles tiles) => tiles.Scale == FilterScale.Range
        ? "each from its least weight to its greatest"
        : tiles.IsColor ? "each on its own scale, middle grey is 0" : "each on its own scale, blue below 0, red above";

    private static int Enlarge(FilterTiles tiles, int extent)
        => Math.Max((int)Math.Round((double)extent / Math.Max(tiles.KernelWidth, tiles.KernelHeight)), 1);

    /// <summary>Every how manieth column is numbered: a step that is easy to count in.</summary>
    private static int LabelStep(int least) => new[] { 1, 2, 4, 5, 10, 20, 50 }.First(s => s >= Math.Min(least, 50));
}
