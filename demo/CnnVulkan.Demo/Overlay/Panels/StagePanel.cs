namespace CnnVulkan.Demo.Overlay;

/// <summary>The picture with what is laid over it: the heat map, what the network sees of it, an enlarged map, messages.</summary>
internal static class StagePanel
{
    /// <summary>
    /// Where the picture lies: one of the window's shape fills it, under the panels; another shape is shown whole, between the panels
    /// where they leave room enough.
    /// </summary>
    public static Rect PicturePlace(Rect window, HudLayout layout, HudState state)
        => state.Pad is null ? PicturePlace(window, layout.Stage, state.Picture) : state.ShowPanels ? PadPanel.PadPlace(layout.Stage) : window.Fit(1);

    /// <summary>The same for a picture alone.</summary>
    public static Rect PicturePlace(Rect window, Rect stage, PictureStatus picture)
    {
        float aspect = (float)picture.Width / picture.Height;
        if (MathF.Abs(window.Width / window.Height / aspect - 1) < 0.02f)
            return window;
        return stage.Width >= 400 && stage.Height >= 240 ? stage.Fit(aspect) : window.Fit(aspect);
    }

    /// <summary>What lies under the panels.</summary>
    public static void DrawPicture(DrawList list, Rect window, HudLayout layout, HudState state)
    {
        bool there = state.Picture is { Width: > 0, Height: > 0 };
        Rect place = there ? PicturePlace(window, layout, state) : default;
        if (place != window)
            list.Fill(window, Theme.Backdrop);
        if (!there)
            return;
        list.Image(OverlayTexture.Picture, place, new Rect(0, 0, 1, 1), place == window ? 0 : Theme.InnerRadius);
        Rect seen = place.Part(state.Picture.Seen);
        if (state.Heat is { } heat && state.Pad is not { IsEmpty: true })
        {
            // What the network sees of the pad may reach beyond it.
            list.PushClip(place);
            if (heat.IsColor)
                list.Image(OverlayTexture.Heat, seen, new Rect(0, 0, 1, 1), transparent: true);
            else
                list.Map(OverlayTexture.Heat, seen, new Rect(0, 0, 1, 1), ColorMap.Heat);
            list.PopClip();
        }
    }

    /// <summary>Over the picture: what the network is not fed of it is darker. A frame's corners would hide under the panels.</summary>
    public static void DimUnseen(DrawList list, Rect window, HudLayout layout, HudState state)
    {
        // What is seen of the pad is shown beside it, and would move with every stroke.
        if (!state.ShowPanels || state.Pad is not null || state.Picture is not { Width: > 0, Height: > 0 } picture || state.Model.Phase != Phase.Ready)
            return;
        Rect place = PicturePlace(window, layout.Stage, picture), seen = place.Part(picture.Seen);
        if (seen == place)
            return;
        Rgba dim = Theme.Scrim.Fade(0.45f);
        list.Fill(place with { Width = seen.X - place.X }, dim);
        list.Fill(place with { X = seen.Right, Width = place.Right - seen.Right }, dim);
        list.Fill(new Rect(seen.X, place.Y, seen.Width, seen.Y - place.Y), dim);
        list.Fill(new Rect(seen.X, seen.Bottom, seen.Width, place.Bottom - seen.Bottom), dim);
        // Four thin lines, not a frame: that would cost a look at every pixel inside.
        Rgba edge = Theme.Text.Fade(0.22f);
        list.PushClip(place);
        list.Fill(new Rect(seen.X - 1, seen.Y - 1, seen.Width + 2, 1), edge);
        list.Fill(new Rect(seen.X - 1, seen.Bottom, seen.Width + 2, 1), edge);
        list.Fill(new Rect(seen.X - 1, seen.Y, 1, seen.Height), edge);
        list.Fill(new Rect(seen.Right, seen.Y, 1, seen.Height), edge);
        list.PopClip();
    }

    /// <summary>Messages where the picture would be, else the enlarged map.</summary>
    public static void Draw(HudCanvas ui, HudLayout layout, HudState state)
    {
        Rect stage = layout.Stage;
        if (state.Pad is { } pad)
            PadPanel.Draw(ui, stage, state, pad);
        if (state.Model.Phase == Phase.Failed)
            stage = MessageCard.DrawModel(ui, stage, state.Model);
        if (state.Source.Phase != Phase.Ready)
            MessageCard.DrawSource(ui, stage, state.Source);
        else if (state.Maps is { Selected: >= 0 } maps && (maps.Enlarged != null || IsOnPage(maps)))
            DrawEnlarged(ui, stage, layout.Padding, maps);
    }

    private static bool IsOnPage(MapsStatus maps) => maps.Selected >= maps.First && maps.Selected < maps.First + maps.Sheet.Count;

    private static void DrawEnlarged(HudCanvas ui, Rect stage, float padding, MapsStatus maps)
    {
        const float Header = 28;
        Rect room = stage.Inset(MathF.Min(24, stage.Width / 16), MathF.Min(24, stage.Height / 16));
        Rect map = new Rect(0, 0, room.Width - 2 * padding, room.Height - 2 * padding - Header).Fit((maps.Enlarged ?? maps.Sheet).Aspect);
        if (map.Width < 96 || map.Height < 64)
            return;
        Rect panel = room.Center(map.Width + 2 * padding, map.Height + 2 * padding + Header);
        Rect inside = ui.Panel(panel, padding, solid: true);
        Rect line = inside.CutTop(20, out Rect rest);
        Rect close = line.CutRight(20, out line);
        if (ui.Hit(close, DemoAction.CloseMap))
            ui.List.Fill(close, Theme.Hover, Theme.InnerRadius);
        Icons.Cross(ui.List, close, Theme.Text);
        line.CutRight(8, out line);
        string name = maps.NameOf(maps.Selected);
        ReadOnlySpan<char> title = name.Length > 0
            ? ui.Text.Format($"{maps.Layer}, {name}")
            : ui.Text.Format($"{maps.Layer}, channel {maps.Selected}");
        ui.List.Text(line, title, Theme.Strong, Theme.Text, keepEnd: true);
        rest.CutTop(8, out rest);
        MapsPanel.DrawEnlarged(ui.List, rest, maps);
    }
}
