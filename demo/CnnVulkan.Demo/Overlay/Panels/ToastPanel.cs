namespace CnnVulkan.Demo.Overlay;

/// <summary>Passing messages, stacked upwards from the bottom of the stage.</summary>
internal static class ToastPanel
{
    private const float Height = 36;

    public static void Draw(HudCanvas ui, Rect stage, ToastQueue toasts)
    {
        float y = stage.Bottom - Height;
        for (int i = toasts.Shown.Count - 1; i >= 0 && y >= stage.Y; i--, y -= Height + Theme.Gap)
        {
            Toast toast = toasts.Shown[i];
            float opacity = ToastQueue.Opacity(toast, ui.Seconds);
            float width = MathF.Min(stage.Width, MathF.Ceiling(ui.List.MeasureText(toast.Text, Theme.Body)) + 44);
            Rect rect = ui.Centered(stage, width, Height) with { Y = y };
            if (width < 80 || opacity <= 0)
                continue;
            ui.List.Panel(rect, Theme.PanelSolid.Fade(opacity), Theme.PanelEdge.Fade(opacity), Theme.Shadow.Fade(opacity), Height / 2);
            Rgba dot = toast.Kind switch { ToastKind.Warning => Theme.Warning, ToastKind.Done => Theme.Accent, _ => Theme.TextFaint };
            ui.List.Fill(new Rect(rect.X + 16, rect.CenterY - 3, 6, 6), dot.Fade(opacity), 3);
            ui.List.Text(new Rect(rect.X + 30, rect.Y, rect.Width - 44, rect.Height), toast.Text, Theme.Body, Theme.Text.Fade(opacity));
        }
    }
}
