namespace CnnVulkan.Demo.Overlay;

/// <summary>The first convolution's filters as colour tiles.</summary>
internal static class FiltersPanel
{
    private const float Header = 28;
    private const float Tallest = 184;

    public static float PreferredHeight(HudState state, float width, float padding) => state.Filters is { } filters
        ? 2 * padding + Header + TileLayout.HeightFor(width - 2 * padding, filters.Sheet.Count, filters.Sheet.Aspect, Tallest)
        : 0;

    public static float MinimumHeight(float padding) => 2 * padding + Header + 32;

    /// <summary>The place cut to what its tiles fill.</summary>
    public static Rect Fit(Rect place, HudState state, float padding)
    {
        if (state.Filters is not { } filters)
            return default;
        Rect area = new(0, 0, place.Width - 2 * padding, place.Height - 2 * padding - Header);
        float tiles = TileLayout.Choose(area, filters.Sheet.Count, filters.Sheet.Aspect).TotalHeight;
        return place with { Height = MathF.Min(place.Height, 2 * padding + Header + tiles) };
    }

    public static void Draw(HudCanvas ui, Rect rect, float padding, FiltersStatus filters)
    {
        Rect inside = ui.Panel(rect, padding);
        Rect body = ui.Header(inside, ui.Text.Format($"Filters of {filters.Layer}"), filters.Shape);
        TileLayout grid = TileLayout.Choose(body, filters.Sheet.Count, filters.Sheet.Aspect);
        for (int i = 0; i < grid.Visible; i++)
            ui.List.Image(OverlayTexture.Filters, grid.Tile(i), filters.Sheet.Part(i), 2);
    }
}
