namespace CnnVulkan.Demo.Overlay;

/// <summary>The pad's frame and what lies around it: a hint while it is empty, the brush at the pointer, and below it what the network sees.</summary>
internal static class PadPanel
{
    /// <summary>The strip below the pad, and what it shows of the network's picture.</summary>
    private const float StripHeight = 96, Thumbnail = 64;

    /// <summary>A smaller pad would be no use: then all room is its.</summary>
    private const float LeastEdge = 160;

    /// <summary>Where the pad lies on a stage: a square above its strip.</summary>
    public static Rect PadPlace(Rect stage)
    {
        Rect room = HasStrip(stage) ? stage with { Height = stage.Height - StripHeight - Theme.Gap } : stage;
        float edge = MathF.Floor(MathF.Min(room.Width, room.Height));
        // Pad and strip stand in the middle together.
        float used = edge + (HasStrip(stage) ? Theme.Gap + StripHeight : 0);
        return new Rect(MathF.Floor(stage.X + (stage.Width - edge) / 2), MathF.Floor(stage.Y + (stage.Height - used) / 2), edge, edge);
    }

    public static void Draw(HudCanvas ui, Rect stage, HudState state, PadStatus pad)
    {
        Rect place = PadPlace(stage);
        ui.List.Stroke(place, Theme.PanelEdge.Fade(1.6f), Theme.InnerRadius);
        if (pad.IsEmpty)
            DrawHint(ui, place);
        if (HasStrip(stage))
            DrawStrip(ui, new Rect(place.X, place.Bottom + Theme.Gap, place.Width, StripHeight), state, pad);
        DrawBrush(ui, place, state, pad);
    }

    private static bool HasStrip(Rect stage) => stage.Width >= 240 && stage.Height - StripHeight - Theme.Gap >= LeastEdge;

    private static void DrawHint(HudCanvas ui, Rect place)
    {
        Rect words = place.Center(MathF.Min(place.Width - 16, 320), 56);
        ui.List.Text(words.CutTop(32, out Rect below), "Draw a digit", Theme.Figure, Theme.TextSoft, TextAlign.Center);
        ui.List.Text(below.CutTop(24, out _), "large, with the left mouse button", Theme.Body, Theme.TextFaint, TextAlign.Center);
    }

    private static void DrawStrip(HudCanvas ui, Rect strip, HudState state, PadStatus pad)
    {
        Rect inside = ui.Panel(strip, 16);
        Rect thumbnail = inside.CutLeft(Thumbnail, out Rect words) with { Height = Thumbnail };
        ui.List.Image(OverlayTexture.Fed, thumbnail, new Rect(0, 0, 1, 1), sharp: true);
        ui.List.Stroke(thumbnail, Theme.PanelEdge.Fade(1.6f));
        words.CutLeft(16, out words);
        Rect title = words.CutTop(20, out Rect rest);
        if (pad.Erases)
        {
            Rect chip = title.CutRight(64, out title);
            ui.Switch(chip.Center(64, 20), "Eraser", on: true, enabled: true, DemoAction.ToggleEraser);
            title.CutRight(8, out title);
        }
        ui.List.Text(title, "What the network sees", Theme.Strong, Theme.Text);
        ui.List.Text(rest.CutTop(20, out rest), state.Pad is { IsEmpty: true } ? "Nothing yet" : "Cut out, shrunk and centred, as MNIST's digits are", Theme.Caption, Theme.TextSoft);
        ui.List.Text(rest.CutTop(24, out _), "Right button erases, C clears", Theme.Caption, Theme.TextFaint);
    }

    /// <summary>A ring as wide as the brush, where it would draw.</summary>
    private static void DrawBrush(HudCanvas ui, Rect place, HudState state, PadStatus pad)
    {
        if (state.Pointer is not { } pointer)
            return;
        (float x, float y) = (pointer.X / ui.List.Scale, pointer.Y / ui.List.Scale);
        if (!place.Contains(x, y))
            return;
        float width = place.Width * (pad.Erases ? Sources.Pad.PadCanvas.EraserWidth : Sources.Pad.PadCanvas.BrushWidth);
        ui.List.PushClip(place);
        ui.List.Stroke(new Rect(x - width / 2, y - width / 2, width, width), pad.Erases ? Theme.Warning : Theme.Accent, width / 2, 1.5f);
        ui.List.PopClip();
    }
}
