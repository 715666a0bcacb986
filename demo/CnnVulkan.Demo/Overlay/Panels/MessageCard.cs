namespace CnnVulkan.Demo.Overlay;

/// <summary>What keeps the demo from going on, said where it is looked for: in the middle for a source, at the top for a model.</summary>
internal static class MessageCard
{
    private const float IconHeight = 40;
    private const float Widest = 400;

    /// <summary>In place of the picture.</summary>
    public static void DrawSource(HudCanvas ui, Rect stage, SourceStatus source)
    {
        float width = MathF.Min(Widest, stage.Width - 16), padding = Padding(width);
        if (width < 120 || stage.Height < 2 * padding + IconHeight)
            return;
        float height = Height(ui, width - 2 * padding, source.Title, source.Message, source.Hint) + 2 * padding + IconHeight + 12;
        Rect inside = ui.Panel(ui.Centered(stage, width, MathF.Min(height, stage.Height)), padding, solid: true);
        Rect icon = inside.CutTop(IconHeight, out Rect rest).Center(IconHeight, IconHeight);
        if (source.Phase == Phase.Waiting)
            Icons.Spinner(ui.List, icon, ui.Seconds, Theme.Accent);
        else
            Icons.Source(ui.List, icon, source.Kind, Theme.Warning);
        rest.CutTop(12, out rest);
        DrawText(ui, rest, source.Title, source.Message, source.Hint, TextAlign.Center);
    }

    /// <summary>Above the picture, until it is clicked away. Returns what is left of the stage.</summary>
    public static Rect DrawModel(HudCanvas ui, Rect stage, ModelStatus model)
    {
        float width = MathF.Min(Widest + 80, stage.Width), padding = Padding(width);
        if (width < 160 || stage.Height < 2 * padding + Theme.Title.LineHeight)
            return stage;
        const string Title = "The model did not load";
        float height = Height(ui, width - 2 * padding - 64, Title, model.Message, model.Hint) + 2 * padding;
        Rect card = ui.Centered(stage, width, MathF.Min(height, stage.Height)) with { Y = stage.Y };
        Rect inside = ui.Panel(card, padding, solid: true);
        Rect icon = inside.CutLeft(32, out Rect rest);
        Icons.Warning(ui.List, icon with { Width = 20, Height = 20, Y = icon.Y + 2 }, Theme.Warning);
        Rect close = rest.CutRight(32, out rest);
        close = new Rect(close.Right - 20, close.Y + 2, 20, 20);
        if (ui.Hit(close, DemoAction.DismissModelMessage))
            ui.List.Fill(close, Theme.Hover, Theme.InnerRadius);
        Icons.Cross(ui.List, close, Theme.Text);
        DrawText(ui, rest, Title, model.Message, model.Hint, TextAlign.Left);
        stage.CutTop(card.Height + Theme.Gap, out stage);
        return stage;
    }

    private static float Padding(float width) => width < 280 ? 12 : 24;

    private static float Height(HudCanvas ui, float width, string title, string message, string hint)
    {
        var column = new Rect(0, 0, width, float.MaxValue);
        float height = ui.List.TextBlock(column, title, Theme.Title, null);
        height += message.Length > 0 ? ui.List.TextBlock(column, message, Theme.Body, null) + 4 : 0;
        return height + (hint.Length > 0 ? ui.List.TextBlock(column, hint, Theme.Body, null) + 12 : 0);
    }

    private static void DrawText(HudCanvas ui, Rect rect, string title, string message, string hint, TextAlign align)
    {
        if (rect.Height > Theme.Title.LineHeight - 1)
            rect.CutTop(ui.List.TextBlock(rect, title, Theme.Title, Theme.Text, align) + 4, out rect);
        if (message.Length > 0 && rect.Height > Theme.Body.LineHeight - 1)
            rect.CutTop(ui.List.TextBlock(rect, message, Theme.Body, Theme.TextSoft, align), out rect);
        rect.CutTop(8, out rect);
        if (hint.Length > 0 && rect.Height > Theme.Body.LineHeight - 1)
            ui.List.TextBlock(rect, hint, Theme.Body, Theme.Accent, align);
    }
}
