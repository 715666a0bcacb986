namespace CnnVulkan.Demo.Overlay;

/// <summary>The bar at the top: the source and the model at the left, switches at the right. In narrow windows switches give way first.</summary>
internal static class BarPanel
{
    private const float SwitchPadding = 12;
    private const float LeastWords = 128;

    public static void Draw(HudCanvas ui, Rect rect, HudState state)
    {
        ui.Panel(rect, 0);
        bool compact = rect.Height < 48;
        Rect inside = rect.Inset(compact ? 8 : 12, 8);
        Rect words = DrawSwitches(ui, inside, state, compact);
        words.CutRight(compact ? 8 : 16, out words);
        float half = MathF.Floor((words.Width - 33) / 2);
        bool both = half >= 96;
        Rect source = words.CutLeft(both ? MathF.Min(half, SourceWidth(ui, state, compact)) : words.Width, out Rect rest);
        DrawSource(ui, source, state, compact);
        if (!both)
            return;
        Rect line = rest.CutLeft(33, out Rect model);
        ui.List.Fill(new Rect(line.CenterX, line.Y + 4, 1, line.Height - 8), Theme.PanelEdge);
        DrawModel(ui, model, state);
    }

    private static float SourceWidth(HudCanvas ui, HudState state, bool compact)
    {
        float detail = compact ? 0 : ui.List.MeasureText(state.Source.Detail, Theme.Caption);
        return 24 + ui.List.MeasureText(state.Source.Name, Theme.Strong) + (detail > 0 ? detail + 8 : 0) + 1;
    }

    private static void DrawSource(HudCanvas ui, Rect rect, HudState state, bool compact)
    {
        bool hover = ui.Hit(rect, DemoAction.NextSource);
        Rgba ink = hover ? Theme.Accent : Theme.Text;
        Rect icon = rect.CutLeft(16, out Rect rest);
        Icons.Source(ui.List, icon.Center(16, 16), state.Source.Kind, ink);
        rest.CutLeft(8, out rest);
        NameAndDetail(ui, rest, state.Source.Name, compact ? "" : state.Source.Detail, ink);
    }

    private static void DrawModel(HudCanvas ui, Rect rect, HudState state)
    {
        ModelStatus model = state.Model;
        if (model.Phase != Phase.Ready)
        {
            Rect icon = rect.CutLeft(16, out rect);
            if (model.Phase == Phase.Waiting)
                Icons.Spinner(ui.List, icon.Center(16, 16), ui.Seconds, Theme.Accent);
            else
                Icons.Warning(ui.List, icon.Center(16, 16), Theme.Warning);
            rect.CutLeft(8, out rect);
        }
        ReadOnlySpan<char> detail = model.Phase switch
        {
            Phase.Waiting => model.Message.Length > 0 ? model.Message : "loading",
            Phase.Failed => "did not load",
            _ => state.Device.Precision,
        };
        NameAndDetail(ui, rect, model.Name, detail, Theme.Text);
    }

    // The detail is dropped before the name is cut.
    private static void NameAndDetail(HudCanvas ui, Rect rect, string name, ReadOnlySpan<char> detail, Rgba ink)
    {
        float used = ui.List.Text(rect, name, Theme.Strong, ink);
        rect.CutLeft(used + 8, out Rect rest);
        if (detail.Length > 0 && ui.List.MeasureText(detail, Theme.Caption) <= rest.Width)
            ui.List.Text(rest, detail, Theme.Caption, Theme.TextSoft);
    }

    private static Rect DrawSwitches(HudCanvas ui, Rect rect, HudState state, bool compact)
    {
        float least = compact ? LeastWords : 2 * LeastWords + 33;
        One(ui, ref rect, least, compact ? "?" : "Help", state.ShowHelp, true, DemoAction.ToggleHelp);
        One(ui, ref rect, least, state.Paused ? "Paused" : "Pause", state.Paused, true, DemoAction.TogglePause);
        if (state.Paused)
            One(ui, ref rect, least, "Step", false, true, DemoAction.SingleStep);
        One(ui, ref rect, least, "Heat map", state.Heat != null, state.CanShowHeat, DemoAction.ToggleHeatMap);
        One(ui, ref rect, least, "Filters", state.Filters != null, true, DemoAction.ToggleFilters);
        One(ui, ref rect, least, "Layer times", state.LayerTimes != null, true, DemoAction.ToggleLayerTimes);
        return rect;
    }

    private static void One(HudCanvas ui, ref Rect rect, float least, ReadOnlySpan<char> word, bool on, bool enabled, DemoAction action)
    {
        // On or off, a switch is as wide as its word in the wider weight: nothing moves when it is pressed.
        float width = MathF.Ceiling(ui.List.MeasureText(word, Theme.CaptionStrong)) + 2 * SwitchPadding;
        if (rect.Width - width - Theme.Gap < least)
            return;
        Rect place = rect.CutRight(width, out rect);
        rect.CutRight(Theme.Gap, out rect);
        ui.Switch(place.Center(width, 24), word, on, enabled, action);
    }
}
