using System.Buffers;
using System.Text;

namespace CnnVulkan.Demo.Overlay;

/// <summary>Sets text into boxes of a <see cref="DrawList"/>: measured, kerned, aligned, cut with an ellipsis, wrapped.</summary>
internal static class TextRun
{
    private const string Ellipsis = "…";

    /// <summary>The width of one line, in logical pixels.</summary>
    public static float MeasureText(this DrawList list, ReadOnlySpan<char> text, TextStyle style) =>
        Walk(list, text, style, null, 0, 0, default) / list.Scale;

    /// <summary>
    /// One line, its capitals centred in the height of the box; of what is too wide the end (or the beginning) becomes an ellipsis.
    /// Returns the width drawn, in logical pixels.
    /// </summary>
    public static float Text(
        this DrawList list, Rect box, ReadOnlySpan<char> text, TextStyle style, Rgba color, TextAlign align = TextAlign.Left, bool keepEnd = false)
    {
        float scale = list.Scale, room = box.Width * scale, width = Walk(list, text, style, null, 0, 0, default);
        bool cut = width > room + 0.5f;
        if (cut)
        {
            text = Shorten(list, text, style, room, keepEnd, out float shortened);
            float dots = Walk(list, Ellipsis, style, null, 0, 0, default);
            if (shortened + dots > room + 0.5f)
                return 0;
            width = shortened + dots;
        }
        float x = box.X * scale + align switch { TextAlign.Center => (room - width) / 2, TextAlign.Right => room - width, _ => 0 };
        float capital = list.Atlas.Face(style.Weight).CapHeight * PixelSize(list, style);
        float baseline = MathF.Round((box.Y + box.Height / 2) * scale + capital / 2);
        if (cut && keepEnd)
            x += Walk(list, Ellipsis, style, list, x, baseline, color);
        float end = x + Walk(list, text, style, list, x, baseline, color);
        if (cut && !keepEnd)
            Walk(list, Ellipsis, style, list, end, baseline, color);
        return width / scale;
    }

    /// <summary>Lines broken between words, as many as the box holds; returns the height they take. Nothing is drawn without a colour.</summary>
    public static float TextBlock(
        this DrawList list, Rect box, ReadOnlySpan<char> text, TextStyle style, Rgba? color, TextAlign align = TextAlign.Left)
    {
        float y = box.Y;
        while (text.Length > 0)
        {
            bool last = y + 2 * style.LineHeight > box.Bottom + 0.5f;
            int length = last && color != null ? text.Length : LineLength(list, text, style, box.Width);
            if (color is Rgba ink)
                list.Text(new Rect(box.X, y, box.Width, style.LineHeight), text[..length].TrimEnd(), style, ink, align);
            y += style.LineHeight;
            text = text[length..].TrimStart();
            if (last && color != null)
                break;
        }
        return y - box.Y;
    }

    /// <summary>The whole pixel size a style is drawn at.</summary>
    public static int PixelSize(DrawList list, TextStyle style) => Math.Max(6, (int)MathF.Round(style.Size * list.Scale));

    private static int LineLength(DrawList list, ReadOnlySpan<char> text, TextStyle style, float width)
    {
        int fits = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] != ' ' && text[i] != '\n')
                continue;
            if (list.MeasureText(text[..i], style) > width && fits > 0)
                return fits;
            fits = i;
            if (i < text.Length && text[i] == '\n')
                break;
        }
        return Math.Max(1, fits);
    }

    // The longest beginning, or end, that leaves room for the ellipsis.
    private static ReadOnlySpan<char> Shorten(DrawList list, ReadOnlySpan<char> text, TextStyle style, float room, bool keepEnd, out float width)
    {
        float dots = Walk(list, Ellipsis, style, null, 0, 0, default);
        int low = 0, high = text.Length;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            ReadOnlySpan<char> part = keepEnd ? text[^middle..] : text[..middle];
            if (Walk(list, part, style, null, 0, 0, default) + dots <= room)
                low = middle;
            else
                high = middle - 1;
        }
        // Half a character is none.
        if (low > 0 && (keepEnd ? char.IsLowSurrogate(text[^low]) : char.IsHighSurrogate(text[low - 1])))
            low--;
        text = keepEnd ? text[^low..].TrimStart() : text[..low].TrimEnd();
        width = Walk(list, text, style, null, 0, 0, default);
        return text;
    }

    // Moves the pen over the text, in pixels, and draws it where a target is given. Returns the way of the pen.
    private static float Walk(DrawList list, ReadOnlySpan<char> text, TextStyle style, DrawList? target, float x, float baseline, Rgba color)
    {
        FontFace face = list.Atlas.Face(style.Weight);
        int size = PixelSize(list, style), previous = -1;
        float pen = 0, tracking = style.Tracking * size;
        while (text.Length > 0)
        {
            if (Rune.DecodeFromUtf16(text, out Rune rune, out int used) != OperationStatus.Done)
                rune = Rune.ReplacementChar;
            text = text[used..];
            int glyph = face.Glyph(rune.Value);
            if (previous >= 0)
                pen += face.Kerning(previous, glyph) * size + tracking;
            if (target != null)
                Draw(list, new GlyphKey(style.Weight, size, glyph, 0), x + pen, baseline, color);
            pen += face.Advance(glyph) * size;
            previous = glyph;
        }
        return pen;
    }

    private static void Draw(DrawList list, GlyphKey key, float x, float baseline, Rgba color)
    {
        float place = MathF.Round(x * GlyphAtlas.Phases) / GlyphAtlas.Phases, whole = MathF.Floor(place);
        AtlasGlyph glyph = list.Atlas.Get(key with { Phase = (int)((place - whole) * GlyphAtlas.Phases) });
        if (glyph.Width > 0)
            list.Glyph(glyph, whole + glyph.OffsetX, baseline + glyph.OffsetY, color);
    }
}
