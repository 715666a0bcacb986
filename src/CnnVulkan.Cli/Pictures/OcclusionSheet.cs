using System.Globalization;

namespace CnnVulkan.Cli.Pictures;

/// <summary>A picture, beside it how far a class's score falls with each place covered, as heat over the greyed picture.</summary>
internal static class OcclusionSheet
{
    private const int Gap = 16;
    private const int CaptionGap = 8;

    /// <summary>Smaller falls are not blown up to full heat: where nothing matters, the map stays grey.</summary>
    private const float LeastFullScale = 0.01f;

    /// <summary>The share of the scale from which on a rise is worth a place on the scale bar.</summary>
    private const float LeastRise = 0.02f;

    /// <summary>How dark the picture is under the heat, and how much of it the heat hides at most.</summary>
    private const float Dimming = 0.3f;
    private const float Cover = 0.8f;

    private static readonly Color Rise = new(40, 130, 235);
    private static readonly Color MiddleGrey = new(70, 70, 70);

    /// <summary>Draws it.</summary>
    /// <param name="map">The scores.</param>
    /// <param name="picture">What the network sees, enlarged by a whole factor.</param>
    /// <param name="title">What stands above.</param>
    /// <param name="line">The small line under the title.</param>
    /// <param name="caption">What stands under the picture.</param>
    public static Canvas Draw(OcclusionMap map, Canvas picture, string title, string line, string caption)
    {
        int factor = picture.Width / map.Width;
        Canvas sheet = SheetStyle.Start(2 * picture.Width + Gap, picture.Height + CaptionGap + ScaleBar.Height, title, line);
        int left = SheetStyle.Margin, top = SheetStyle.Margin + SheetStyle.HeadHeight, right = left + picture.Width + Gap;
        (float lowest, float full) = Scale(map);
        sheet.Draw(left, top, picture);
        sheet.Draw(right, top, Overlay(map, picture, factor, full));
        Mark(sheet, map, right, top, factor);
        int below = top + picture.Height + CaptionGap;
        sheet.Text(left, below, SheetStyle.Fit(caption, picture.Width), SheetStyle.Faint);
        float Fall(float t) => lowest + t * (full - lowest);
        string Score(float fall) => Math.Max(map.Class.Probability - fall, 0).ToString("0.000", CultureInfo.InvariantCulture);
        float zero = -lowest / (full - lowest);
        ScaleBar.Draw(sheet, right, below, picture.Width, t => Tint(MiddleGrey, Fall(t), full),
            (0, lowest < 0 ? $"rises to {Score(lowest)}" : $"stays {Score(0)}"), (zero, $"stays {Score(0)}"),
            ((zero + 1) / 2, Score(full / 2)), (1, $"falls to {Score(full)}"));
        return sheet;
    }

    /// <summary>The place where the score falls most.</summary>
    public static (int Row, int Column) Strongest(OcclusionMap map)
    {
        int best = Enumerable.Range(0, map.Scores.Length).MinBy(i => map.Scores[i]);
        return (best / map.Columns, best % map.Columns);
    }

    private static (float Lowest, float Full) Scale(OcclusionMap map)
    {
        float full = Math.Max(map.Class.Probability - map.Scores.Min(), LeastFullScale), rise = map.Scores.Max() - map.Class.Probability;
        return (rise > LeastRise * full ? -Math.Min(rise, full) : 0, full);
    }

    private static Canvas Overlay(OcclusionMap map, Canvas picture, int factor, float full)
    {
        var overlay = new Canvas(picture.Width, picture.Height, default);
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < picture.Width; x++)
            {
                float fall = Between(map, (x + 0.5f) / factor, (y + 0.5f) / factor);
                overlay.Set(x, y, Tint(picture[x, y].ToGrey().Blend(default, Dimming), fall, full));
            }
        }
        return overlay;
    }

    private static Color Tint(Color under, float fall, float full)
    {
        float t = Math.Clamp(fall / full, -1, 1);
        // Half of the scale is enough to cover fully: colour, not transparency, tells strong falls apart.
        return under.Blend(t < 0 ? Rise : Color.Heat(t), Cover * Math.Min(2 * Math.Abs(t), 1));
    }

    /// <summary>The fall at a place in what the network sees, linear between the cells' centres.</summary>
    private static float Between(OcclusionMap map, float x, float y)
    {
        (int left, int right, float across) = Neighbours(x / map.Step - 0.5f, map.Columns);
        (int above, int below, float down) = Neighbours(y / map.Step - 0.5f, map.Rows);
        float upper = Mix(map.Fall(above, left), map.Fall(above, right), across);
        return Mix(upper, Mix(map.Fall(below, left), map.Fall(below, right), across), down);
    }

    private static (int Low, int High, float Share) Neighbours(float place, int count)
    {
        place = Math.Clamp(place, 0, count - 1);
        int low = Math.Min((int)place, count - 1);
        return (low, Math.Min(low + 1, count - 1), place - low);
    }

    private static float Mix(float a, float b, float t) => a + (b - a) * t;

    /// <summary>Outlines the square that costs most, so that its size can be seen.</summary>
    private static void Mark(Canvas sheet, OcclusionMap map, int left, int top, int factor)
    {
        (int row, int column) = Strongest(map);
        PixelArea area = map.Covered(row, column);
        sheet.Outline(left + area.Left * factor, top + area.Top * factor, area.Width * factor, area.Height * factor, new Color(255, 255, 255));
    }
}
