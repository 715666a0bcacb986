namespace CnnVulkan.Cli.Pictures;

/// <summary>What sheets have in common: colours, distances, and the head of a large title over a small line.</summary>
internal static class SheetStyle
{
    public const int Margin = 16;
    public const int HeadHeight = TitleScale * PixelFont.Height + LineGap + PixelFont.Height + Margin;

    private const int TitleScale = 2;
    private const int LineGap = 7;

    public static readonly Color Background = new(24, 24, 28);
    public static readonly Color Text = new(232, 232, 232);

    /// <summary>For what is read second. 6.6 to 1 against the background: small letters need 4.5.</summary>
    public static readonly Color Faint = new(158, 158, 166);

    /// <summary>Where there is nothing to show.</summary>
    public static readonly Color Empty = new(44, 44, 50);

    /// <summary>A canvas with a head, as wide as the content or the head, and room for the content below it.</summary>
    /// <param name="width">The content's width.</param>
    /// <param name="height">The content's height.</param>
    /// <param name="title">The large line.</param>
    /// <param name="line">The small line under it.</param>
    public static Canvas Start(int width, int height, string title, string line)
    {
        int head = Math.Max(PixelFont.WidthOf(title, TitleScale), PixelFont.WidthOf(line));
        var canvas = new Canvas(Math.Max(width, head) + 2 * Margin, Margin + HeadHeight + height + Margin, Background);
        canvas.Text(Margin, Margin, title, Text, TitleScale);
        canvas.Text(Margin, Margin + TitleScale * PixelFont.Height + LineGap, line, Faint);
        return canvas;
    }

    /// <summary>A text that ends at a column.</summary>
    public static void TextTo(this Canvas canvas, int right, int top, string text, Color color)
        => canvas.Text(right - PixelFont.WidthOf(text), top, text, color);

    /// <summary>A text around a column.</summary>
    public static void TextAround(this Canvas canvas, int middle, int top, string text, Color color)
        => canvas.Text(middle - PixelFont.WidthOf(text) / 2, top, text, color);

    /// <summary>The text if it fits a width, else its beginning.</summary>
    public static string Fit(string text, int width)
    {
        int most = Math.Max((width + 1) / PixelFont.Advance, 1);
        return text.Length <= most ? text : most < 4 ? text[..most] : text[..(most - 2)] + "..";
    }

    /// <summary>How many columns make a grid about 3:2, rather one that fills its last row.</summary>
    public static int Columns(int count, int cellWidth, int cellHeight)
    {
        double ideal = Math.Sqrt(1.5 * count * cellHeight / cellWidth);
        int least = Math.Max((int)(0.75 * ideal), 1), most = Math.Min((int)Math.Ceiling(1.4 * ideal), count);
        return Enumerable.Range(least, Math.Max(most - least + 1, 1)).OrderBy(c => count % c == 0 ? 0 : 1).ThenBy(c => Math.Abs(c - ideal)).First();
    }
}
