using System.Numerics;

namespace CnnVulkan.Demo.Overlay;

/// <summary>The whole overlay: turns a <see cref="HudState"/> into a <see cref="DrawList"/> and tells what can be clicked.</summary>
/// <remarks>Once it has drawn everything there is to draw, a frame allocates nothing.</remarks>
internal sealed class Hud
{
    private readonly HudCanvas _canvas;

    public Hud(DrawList list)
    {
        List = list;
        _canvas = new HudCanvas(list);
    }

    public DrawList List { get; }

    /// <summary>Where the panels lay in the last frame.</summary>
    public HudLayout Layout { get; private set; }

    /// <summary>The places that could be clicked in the last frame, the uppermost last.</summary>
    public ReadOnlySpan<HitArea> Hits => _canvas.Hits;

    /// <summary>Draws a frame into the list.</summary>
    /// <param name="state">What to show.</param>
    /// <param name="width">The target's width in pixels.</param>
    /// <param name="height">The target's height in pixels.</param>
    /// <param name="scale">The display's scale: pixels per logical pixel.</param>
    public void Build(HudState state, int width, int height, float scale)
    {
        List.Begin(width, height, scale);
        _canvas.Begin(state.Pointer / scale, state.Seconds);
        Rect window = List.Bounds;
        Layout = state.ShowPanels ? HudLayout.Compute(window, state) : new HudLayout { Stage = window };
        StagePanel.DrawPicture(List, window, Layout, state);
        List.NextLayer();
        StagePanel.DimUnseen(List, window, Layout, state);
        if (state.ShowPanels)
            DrawPanels(window, state);
        List.NextLayer();
        // The pad's strip says what must stay readable.
        ToastPanel.Draw(_canvas, (state.Pad is null ? Layout.Stage : PadPanel.PadPlace(Layout.Stage)).Inset(8), state.Toasts);
        List.NextLayer();
        if (state.ShowHelp)
            HelpPanel.Draw(_canvas, window, MathF.Max(12, Layout.Padding), state);
        List.NextLayer();
    }

    /// <summary>What a click at a place, in pixels, asks for; null where there is nothing but the picture.</summary>
    public HudCommand? Click(Vector2 pixel)
    {
        for (int i = Hits.Length - 1; i >= 0; i--)
        {
            if (Hits[i].Rect.Contains(pixel.X / List.Scale, pixel.Y / List.Scale))
                return Hits[i].Command;
        }
        return null;
    }

    private void DrawPanels(Rect window, HudState state)
    {
        HudLayout layout = Layout;
        if (window.Width < 200 || window.Height < 120)
            return;
        BarPanel.Draw(_canvas, layout.Bar, state);
        if (!layout.Predictions.IsEmpty)
            PredictionPanel.Draw(_canvas, layout.Predictions, layout.Padding, state);
        if (!layout.Heat.IsEmpty && state.Heat is { } heat)
            HeatPanel.Draw(_canvas, layout.Heat, layout.Padding, heat);
        if (!layout.LayerTimes.IsEmpty && state.LayerTimes is { } times)
            LayerTimesPanel.Draw(_canvas, layout.LayerTimes, layout.Padding, times);
        if (!layout.Timing.IsEmpty)
            TimingPanel.Draw(_canvas, layout.Timing, layout.Padding, state);
        if (!layout.Maps.IsEmpty && state.Maps is { } maps)
            MapsPanel.Draw(_canvas, layout.Maps, layout.Padding, maps);
        if (!layout.Filters.IsEmpty && state.Filters is { } filters)
            FiltersPanel.Draw(_canvas, layout.Filters, layout.Padding, filters);
        StagePanel.Draw(_canvas, layout, state);
    }
}
