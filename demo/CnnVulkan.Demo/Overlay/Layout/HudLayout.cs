namespace CnnVulkan.Demo.Overlay;

/// <summary>Where each panel lies, in logical pixels; an empty place means that there is no room or nothing to show. No two overlap.</summary>
internal readonly record struct HudLayout
{
    /// <summary>Space between the text of a panel and its edge.</summary>
    public float Padding { get; init; }

    /// <summary>Sources, model and switches.</summary>
    public Rect Bar { get; init; }

    public Rect Predictions { get; init; }

    public Rect Heat { get; init; }

    public Rect LayerTimes { get; init; }

    public Rect Timing { get; init; }

    public Rect Maps { get; init; }

    public Rect Filters { get; init; }

    /// <summary>What is free between the panels: messages and enlarged maps go here, and pictures that do not fill the window.</summary>
    public Rect Stage { get; init; }

    /// <summary>Chooses the places for a window of the given logical size.</summary>
    public static HudLayout Compute(Rect window, HudState state)
    {
        bool small = window.Width < 1000 || window.Height < 600;
        float margin = small ? 8 : 16, padding = small ? 12 : 16;
        Rect inside = window.Inset(margin);
        Rect bar = inside.CutTop(small ? 40 : 48, out Rect below);
        below = below with { Y = below.Y + Theme.Gap, Height = MathF.Max(0, below.Height - Theme.Gap) };
        float left = LeftWidth(window.Width), right = RightWidth(window.Width);
        Span<ColumnSlot> leftSlots =
        [
            new(PredictionPanel.PreferredHeight(state, padding), PredictionPanel.MinimumHeight(padding), 4, PredictionPanel.RowHeight),
            new(state.Heat != null ? HeatPanel.Height(padding) : 0, HeatPanel.Height(padding), 2),
            new(LayerTimesPanel.PreferredHeight(state, padding), LayerTimesPanel.MinimumHeight(state, padding), 1, LayerTimesPanel.RowHeight),
            new(
                TimingPanel.PreferredHeight(padding), TimingPanel.MinimumHeight, 3,
                step: TimingPanel.PreferredHeight(padding) - TimingPanel.MinimumHeight, atBottom: true),
        ];
        ColumnLayout.Arrange(leftSlots, below with { Width = left }, Theme.Gap);
        Span<ColumnSlot> rightSlots =
        [
            new(MapsPanel.PreferredHeight(state, right, padding), MapsPanel.MinimumHeight(padding), 2),
            new(FiltersPanel.PreferredHeight(state, right, padding), FiltersPanel.MinimumHeight(padding), 1),
        ];
        ColumnLayout.Arrange(rightSlots, below with { X = below.Right - right, Width = right }, Theme.Gap);
        Rect maps = MapsPanel.Fit(rightSlots[0].Place, state, padding), filters = FiltersPanel.Fit(rightSlots[1].Place, state, padding);
        if (!maps.IsEmpty && !filters.IsEmpty)
            filters = filters with { Y = maps.Bottom + Theme.Gap };
        // The pad must not jump from under a stroke when the first maps come: it keeps clear of their place.
        bool keepsRight = right > 0 && (!rightSlots[0].Place.IsEmpty || state.Pad is not null);
        float from = left > 0 ? left + Theme.Gap : 0, to = keepsRight ? right + Theme.Gap : 0;
        return new HudLayout
        {
            Padding = padding,
            Bar = bar,
            Predictions = leftSlots[0].Place,
            Heat = leftSlots[1].Place,
            LayerTimes = leftSlots[2].Place,
            Timing = leftSlots[3].Place,
            Maps = maps,
            Filters = filters,
            Stage = new Rect(below.X + from, below.Y, MathF.Max(0, below.Width - from - to), below.Height),
        };
    }

    private static float LeftWidth(float window) => window switch
    {
        >= 1760 => 344,
        >= 1200 => 296,
        >= 1000 => 256,
        >= 720 => 232,
        >= 480 => 208,
        _ => MathF.Max(0, window - 16),
    };

    private static float RightWidth(float window) => window switch
    {
        >= 1760 => 480,
        >= 1200 => 352,
        >= 1000 => 296,
        >= 720 => 248,
        >= 600 => 208,
        _ => 0,
    };
}
