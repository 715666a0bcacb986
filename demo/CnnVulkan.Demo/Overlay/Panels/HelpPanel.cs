namespace CnnVulkan.Demo.Overlay;

/// <summary>All keys, in columns by group, over everything else.</summary>
internal static class HelpPanel
{
    private const float HeadingHeight = 32;
    private const float ColumnWidth = 296;
    private const float NarrowestColumn = 208;
    private const float Gutter = 24;
    private const float Top = 32;

    public static void Draw(HudCanvas ui, Rect window, float padding, HudState state)
    {
        ui.List.Fill(window, Theme.Scrim);
        ui.Hit(window, DemoAction.ToggleHelp);
        Rect room = window.Inset(8);
        IReadOnlyList<KeyHelp> keys = state.Keys;
        float available = room.Height - 2 * padding - Top, inner = room.Width - 2 * padding, rowHeight = 24;
        int columns = 1, most = Math.Clamp((int)((inner + Gutter) / (NarrowestColumn + Gutter)), 1, 4);
        while (columns < most && Columns(keys, columns, rowHeight) > available)
            columns++;
        float tallest = Columns(keys, columns, rowHeight);
        // Where all cannot be shown otherwise, lines move closer together.
        for (; tallest > available && rowHeight > 16; tallest = Columns(keys, columns, rowHeight))
            rowHeight--;
        float width = MathF.Min(room.Width, columns * ColumnWidth + (columns - 1) * Gutter + 2 * padding);
        Rect panel = room.Center(width, MathF.Min(room.Height, tallest + Top + 2 * padding));
        Rect inside = ui.Panel(panel, padding, solid: true);
        Rect line = inside.CutTop(24, out Rect rest);
        Rect close = line.CutRight(24, out line);
        ui.List.Text(line, "Keys", Theme.Title, Theme.Text);
        if (ui.Hit(close, DemoAction.ToggleHelp))
            ui.List.Fill(close, Theme.Hover, Theme.InnerRadius);
        Icons.Cross(ui.List, close, Theme.Text);
        rest.CutTop(8, out rest);
        ui.List.PushClip(panel);
        DrawKeys(ui, rest, keys, columns, rowHeight);
        ui.List.PopClip();
    }

    // The height of the tallest of so many columns, broken between groups where the columns' share is reached.
    private static float Columns(IReadOnlyList<KeyHelp> keys, int columns, float rowHeight)
    {
        float total = 0;
        for (int i = 0; i < keys.Count; i++)
            total += Height(keys, i, rowHeight);
        float share = total / columns, tallest = 0;
        int column = 0;
        float used = 0;
        for (int i = 0; i < keys.Count; i++)
        {
            if (Breaks(keys, i, columns, rowHeight, share, ref column, ref used))
                used = 0;
            used += Height(keys, i, rowHeight);
            tallest = MathF.Max(tallest, used);
        }
        return tallest;
    }

    private static bool Breaks(IReadOnlyList<KeyHelp> keys, int index, int columns, float rowHeight, float share, ref int column, ref float used)
    {
        if (used == 0 || column + 1 >= columns || !StartsGroup(keys, index))
            return false;
        float group = 0;
        for (int i = index; i == index || (i < keys.Count && !StartsGroup(keys, i)); i++)
            group += Height(keys, i, rowHeight);
        if (used + group / 2 <= share)
            return false;
        column++;
        return true;
    }

    private static bool StartsGroup(IReadOnlyList<KeyHelp> keys, int index) => index == 0 || keys[index].Group != keys[index - 1].Group;

    private static float Height(IReadOnlyList<KeyHelp> keys, int index, float rowHeight) =>
        rowHeight + (StartsGroup(keys, index) ? HeadingHeight : 0);

    private static void DrawKeys(HudCanvas ui, Rect rect, IReadOnlyList<KeyHelp> keys, int columns, float rowHeight)
    {
        float total = 0;
        for (int i = 0; i < keys.Count; i++)
            total += Height(keys, i, rowHeight);
        float width = (rect.Width - (columns - 1) * Gutter) / columns, used = 0;
        int column = 0;
        float caps = 0;
        for (int i = 0; i < keys.Count; i++)
            caps = MathF.Max(caps, Caps(ui, keys[i].Keys, default));
        Rect place = rect with { Width = width };
        for (int i = 0; i < keys.Count; i++)
        {
            if (Breaks(keys, i, columns, rowHeight, total / columns, ref column, ref used))
                (place, used) = (rect with { X = rect.X + column * (width + Gutter), Width = width }, 0);
            used += Height(keys, i, rowHeight);
            // In a window too small for all, what comes last is left out.
            if (place.Height < Height(keys, i, rowHeight) - 0.5f)
                continue;
            if (StartsGroup(keys, i))
            {
                Rect heading = place.CutTop(HeadingHeight, out place);
                ui.List.Text(heading with { Y = heading.Y + 8, Height = 20 }, keys[i].Group, Theme.CaptionStrong, Theme.Accent);
            }
            DrawKey(ui, place.CutTop(rowHeight, out place), keys[i], caps + 12);
        }
    }

    private static void DrawKey(HudCanvas ui, Rect line, KeyHelp key, float capsWidth)
    {
        Rect caps = line.CutLeft(MathF.Min(capsWidth, line.Width * 0.5f), out Rect text);
        Caps(ui, key.Keys, caps);
        ui.List.Text(text, key.Text, Theme.Body, Theme.TextSoft);
    }

    // Draws each key as a small cap where there is room given, and tells the width of all.
    private static float Caps(HudCanvas ui, ReadOnlySpan<char> keys, Rect room)
    {
        float height = MathF.Min(20, room.Height - 2), x = 0;
        foreach (Range range in keys.Split(' '))
        {
            ReadOnlySpan<char> name = keys[range];
            float width = MathF.Max(20, MathF.Ceiling(ui.List.MeasureText(name, Theme.Caption)) + 12);
            if (!room.IsEmpty && x + width <= room.Width)
            {
                Rect cap = new(room.X + x, room.CenterY - height / 2, width, height);
                ui.List.Fill(cap, Theme.Track, Theme.InnerRadius);
                ui.List.Stroke(cap, Theme.PanelEdge, Theme.InnerRadius);
                ui.List.Text(cap, name, Theme.Caption, Theme.Text, TextAlign.Center);
            }
            x += width + 4;
        }
        return x - 4;
    }
}
