namespace CnnVulkan.Cli.Pictures;

/// <summary>A strip of a colour map with what its colours stand for under it.</summary>
internal static class ScaleBar
{
    public const int Height = BarHeight + LabelGap + PixelFont.Height;

    private const int BarHeight = 10;
    private const int LabelGap = 5;

    /// <summary>Draws it.</summary>
    /// <param name="canvas">Where.</param>
    /// <param name="left">Its left edge.</param>
    /// <param name="top">Its upper edge.</param>
    /// <param name="width">Its width.</param>
    /// <param name="color">The colour at a place from 0 to 1.</param>
    /// <param name="labels">Texts at places from 0 to 1, from left to right; one that would touch its neighbour is left out.</param>
    public static void Draw(Canvas canvas, int left, int top, int width, Func<float, Color> color, params (float At, string Text)[] labels)
    {
        for (int x = 0; x < width; x++)
            canvas.Fill(left + x, top, 1, BarHeight, color((float)x / Math.Max(width - 1, 1)));
        // The ends come first: they say what the colours range over.
        var taken = new List<(int Left, int Right)>();
        foreach ((float at, string text) in labels.OrderBy(l => l.At is 0 or 1 ? 0 : 1))
        {
            int middle = left + (int)MathF.Round(at * (width - 1)), extent = PixelFont.WidthOf(text);
            int start = Math.Clamp(middle - extent / 2, left, Math.Max(left + width - extent, left));
            if (taken.Any(t => start < t.Right + PixelFont.Advance && t.Left < start + extent + PixelFont.Advance))
                continue;
            taken.Add((start, start + extent));
            canvas.Fill(middle, top + BarHeight, 1, 2, SheetStyle.Faint);
            canvas.Text(start, top + BarHeight + LabelGap, text, SheetStyle.Text);
        }
    }
}
