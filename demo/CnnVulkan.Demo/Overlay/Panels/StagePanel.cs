namespace CnnVulkan.Demo.Overlay;

/// <summary>The picture with what is laid over it: the heat map, the frame of what the network sees, an enlarged map, messages of the source.</summary>
internal static class StagePanel
{
    /// <summary>
    /// Where the picture lies: one of the window's shape fills it, under the panels; another shape is shown whole between the panels.
    /// </summary>
    public static Rect PicturePlace(Rect window, Rect stage, PictureStatus picture)
    {
        float aspect = (float)picture.Width / picture.Height;
        if (MathF.Abs(window.Width / window.Height / aspect - 1) < 0.02f)
            return window;
        return stage.Width >= 160 && stage.Height >= 120 ? stage.Fit(aspect) : window.Fit(aspect);
    }

    /// <summary>What lies under the panels.</summary>
    public static void DrawPicture(DrawList list, Rect window, HudLayout layout, HudState state)
    {
        list.Fill(window, Theme.Backdrop);
        if (state.Picture.Width <= 0 || state.Picture.Height <= 0)
            return;
        Rect place = PicturePlace(window, layout.Stage, state.Picture);
        bool whole = place == window;
        list.Image(OverlayTexture.Picture, place, new Rect(0, 0, 1, 1), whole ? 0 : Theme.InnerRadius);
        Rect seen = place.Part(state.Picture.Seen);
        if (state.Heat is { } heat)
        {
            if (heat.IsColor)
                list.Image(OverlayTexture.Heat, seen, new Rect(0, 0, 1, 1), transparent: true);
            else
                list.Map(OverlayTexture.Heat, seen, new Rect(0, 0, 1, 1), ColorMap.Heat);
        }
        if (state.ShowPanels && seen != place && state.Model.Phase == StatusPhase.Ready)
            DimUnseen(list, place, seen);
    }

    /// <summary>Messages where the picture would be, else the enlarged map.</summary>
    public static void Draw(HudCanvas ui, HudLayout layout, HudState state)
    {
        if (state.Source.Phase != StatusPhase.Ready)
            DrawMessage(ui, layout.Stage, state.Source);
        else if (state.Maps is { Selected: >= 0 } maps && maps.Selected >= maps.First && maps.Selected < maps.First + maps.Sheet.Count)
            DrawEnlarged(ui, layout.Stage, layout.Padding, maps);
    }

    // What the network is not fed is darker: a frame's corners would hide under the panels.
    private static void DimUnseen(DrawList list, Rect place, Rect seen)
    {
        Rgba dim = Theme.Scrim.Fade(0.45f);
        list.Fill(place with { Width = seen.X - place.X }, dim);
        list.Fill(place with { X = seen.Right, Width = place.Right - seen.Right }, dim);
        list.Fill(new Rect(seen.X, place.Y, seen.Width, seen.Y - place.Y), dim);
        list.Fill(new Rect(seen.X, seen.Bottom, seen.Width, place.Bottom - seen.Bottom), dim);
        list.PushClip(place);
        list.Stroke(seen.Inset(-1), Theme.Text.Fade(0.22f));
        list.PopClip();
    }

    private static void DrawEnlarged(HudCanvas ui, Rect stage, float padding, MapsStatus maps)
    {
        const float Header = 28;
        Rect room = stage.Inset(MathF.Min(24, stage.Width / 16), MathF.Min(24, stage.Height / 16));
        Rect map = new Rect(0, 0, room.Width - 2 * padding, room.Height - 2 * padding - Header).Fit(maps.Sheet.Aspect);
        if (map.Width < 96 || map.Height < 64)
            return;
        Rect panel = room.Center(map.Width + 2 * padding, map.Height + 2 * padding + Header);
        Rect inside = ui.Panel(panel, padding, solid: true);
        Rect line = inside.CutTop(20, out Rect rest);
        Rect close = line.CutRight(20, out line);
        if (ui.Hit(close, HudAction.CloseMap))
            ui.List.Fill(close, Theme.Hover, Theme.InnerRadius);
        Icons.Cross(ui.List, close, Theme.Text);
        line.CutRight(8, out line);
        ui.List.Text(line, ui.Text.Format($"{maps.Layer}, channel {maps.Selected}"), Theme.Strong, Theme.Text);
        rest.CutTop(8, out rest);
        MapsPanel.DrawMap(ui.List, rest, maps, maps.Selected - maps.First, Theme.InnerRadius);
    }

    private static void DrawMessage(HudCanvas ui, Rect stage, SourceStatus source)
    {
        float width = MathF.Min(400, stage.Width - 16);
        if (width < 120)
            return;
        float padding = width < 280 ? 12 : 24;
        var column = new Rect(0, 0, width - 2 * padding, 10000);
        float message = Height(ui, column, source.Message, Theme.Body), hint = Height(ui, column, source.Hint, Theme.Body);
        float title = Height(ui, column, source.Title, Theme.Title);
        float height = 2 * padding + 40 + 12 + title + (message > 0 ? message + 4 : 0) + (hint > 0 ? hint + 12 : 0);
        Rect inside = ui.Panel(ui.Centered(stage, width, MathF.Min(height, stage.Height)), padding, solid: true);
        Rect icon = inside.CutTop(40, out Rect rest).Center(40, 40);
        if (source.Phase == StatusPhase.Waiting)
            Icons.Spinner(ui.List, icon, ui.Seconds, Theme.Accent);
        else
            Icons.Source(ui.List, icon, source.Icon, Theme.Warning);
        rest.CutTop(12, out rest);
        rest.CutTop(ui.List.TextBlock(rest, source.Title, Theme.Title, Theme.Text, TextAlign.Center) + 4, out rest);
        rest.CutTop(ui.List.TextBlock(rest, source.Message, Theme.Body, Theme.TextSoft, TextAlign.Center) + 12, out rest);
        if (rest.Height >= Theme.Body.LineHeight - 1)
            ui.List.TextBlock(rest, source.Hint, Theme.Body, Theme.Accent, TextAlign.Center);
    }

    private static float Height(HudCanvas ui, Rect column, string text, TextStyle style) => ui.List.TextBlock(column, text, style, null);
}
