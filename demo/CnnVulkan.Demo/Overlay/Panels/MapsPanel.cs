namespace CnnVulkan.Demo.Overlay;

/// <summary>The chosen layer's activation maps as tiles, with its name, shape and range of values, and ways to other layers and pages.</summary>
internal static class MapsPanel
{
    private const float Header = 48;
    private const float Footer = 32;

    public static float PreferredHeight(HudState state, float width, float padding) => state.Maps is { } maps
        ? 2 * padding + Header + TileLayout.HeightFor(width - 2 * padding, maps.Sheet.Count, maps.Sheet.Aspect, 1.2f * width - 2 * padding) + Footer
        : 0;

    public static float MinimumHeight(float padding) => 2 * padding + Header + 48 + Footer;

    /// <summary>The place cut to what its tiles fill.</summary>
    public static Rect Fit(Rect place, HudState state, float padding)
    {
        if (state.Maps is not { } maps)
            return default;
        Rect area = new(0, 0, place.Width - 2 * padding, place.Height - 2 * padding - Header - Footer);
        float tiles = TileLayout.Choose(area, maps.Sheet.Count, maps.Sheet.Aspect).TotalHeight;
        return place with { Height = MathF.Min(place.Height, 2 * padding + Header + tiles + Footer) };
    }

    public static void Draw(HudCanvas ui, Rect rect, float padding, MapsStatus maps)
    {
        Rect inside = ui.Panel(rect, padding);
        DrawHeader(ui, inside.CutTop(Header, out Rect rest), maps);
        Rect footer = new(rest.X, rest.Bottom - 20, rest.Width, 20);
        rest = rest with { Height = MathF.Max(0, rest.Height - Footer) };
        TileLayout grid = TileLayout.Choose(rest, maps.Sheet.Count, maps.Sheet.Aspect);
        int hovered = DrawTiles(ui, grid, maps);
        DrawFooter(ui, footer, maps, hovered);
    }

    /// <summary>A map enlarged: in all its pixels where they are there, else its tile.</summary>
    public static void DrawEnlarged(DrawList list, Rect rect, MapsStatus maps)
    {
        if (maps.Enlarged is { } sheet)
            DrawMap(list, OverlayTexture.Enlarged, rect, maps, sheet.Part(0), Theme.InnerRadius);
        else
            DrawMap(list, OverlayTexture.Maps, rect, maps, maps.Sheet.Part(maps.Selected - maps.First), Theme.InnerRadius);
    }

    private static void DrawMap(DrawList list, OverlayTexture texture, Rect rect, MapsStatus maps, Rect part, float radius)
    {
        if (maps.IsColor)
            list.Image(texture, rect, part, radius, sharp: true);
        else
            list.Map(texture, rect, part, maps.Map, radius: radius);
    }

    private static void DrawHeader(HudCanvas ui, Rect rect, MapsStatus maps)
    {
        Rect line = rect.CutTop(20, out Rect below);
        Rect next = line.CutRight(20, out line);
        ReadOnlySpan<char> place = ui.Text.Format($"{maps.Index + 1} / {maps.Layers}");
        Rect count = line.CutRight(ui.List.MeasureText(place, Theme.Caption) + 8, out line);
        ui.List.Text(count, place, Theme.Caption, Theme.TextSoft, TextAlign.Center);
        Rect previous = line.CutRight(20, out line);
        ui.Arrow(previous, right: false, maps.Index > 0, DemoAction.PreviousLayer);
        ui.Arrow(next, right: true, maps.Index + 1 < maps.Layers, DemoAction.NextLayer);
        line.CutRight(8, out line);
        ui.List.Text(line, maps.Layer, Theme.Strong, Theme.Text, keepEnd: true);
        below = below.CutTop(16, out _);
        float width = ui.List.Text(below, maps.Shape, Theme.Caption, Theme.TextSoft);
        below.CutLeft(width, out below);
        DrawRange(ui, below, maps.Range, " · ");
    }

    private static int DrawTiles(HudCanvas ui, TileLayout grid, MapsStatus maps)
    {
        int hovered = -1;
        for (int i = 0; i < grid.Visible; i++)
        {
            Rect tile = grid.Tile(i);
            DrawMap(ui.List, OverlayTexture.Maps, tile, maps, maps.Sheet.Part(i), 2);
            bool hover = ui.Hit(tile, DemoAction.SelectMap, maps.First + i);
            if (hover)
                hovered = maps.First + i;
            if (maps.Selected == maps.First + i)
                ui.List.Stroke(new Rect(tile.X - 2, tile.Y - 2, tile.Width + 4, tile.Height + 4), Theme.Accent, 4, 2);
            else if (hover)
                ui.List.Stroke(new Rect(tile.X - 1, tile.Y - 1, tile.Width + 2, tile.Height + 2), Theme.Text, 3, 1);
        }
        return hovered;
    }

    private static void DrawFooter(HudCanvas ui, Rect rect, MapsStatus maps, int hovered)
    {
        Rect rest = rect;
        if (maps.Pages > 1)
        {
            Rect next = rest.CutRight(20, out rest);
            ReadOnlySpan<char> place = ui.Text.Format($"page {maps.Page + 1} / {maps.Pages}");
            Rect count = rest.CutRight(ui.List.MeasureText(place, Theme.Caption) + 8, out rest);
            ui.List.Text(count, place, Theme.Caption, Theme.TextSoft, TextAlign.Center);
            ui.Arrow(rest.CutRight(20, out rest), right: false, maps.Page > 0, DemoAction.PreviousPage);
            ui.Arrow(next, right: true, maps.Page + 1 < maps.Pages, DemoAction.NextPage);
            rest.CutRight(8, out rest);
        }
        if (hovered >= 0)
            DrawHovered(ui, rest, maps, hovered);
        else
            DrawLegend(ui, rest, maps);
    }

    private static void DrawHovered(HudCanvas ui, Rect rect, MapsStatus maps, int channel)
    {
        string name = maps.NameOf(channel);
        float width = ui.List.Text(rect, name.Length > 0 ? name : ui.Text.Format($"Channel {channel}"), Theme.Caption, Theme.Text);
        rect.CutLeft(width, out rect);
        DrawRange(ui, rect, maps.RangeOf(channel - maps.First), "  ");
    }

    private static void DrawRange(HudCanvas ui, Rect rect, ValueRange range, ReadOnlySpan<char> before)
    {
        rect.CutLeft(ui.List.Text(rect, before, Theme.Caption, Theme.TextSoft), out rect);
        rect.CutLeft(ui.List.Text(rect, ui.Short(range.Low), Theme.Caption, Theme.TextSoft), out rect);
        rect.CutLeft(ui.List.Text(rect, " to ", Theme.Caption, Theme.TextSoft), out rect);
        ui.List.Text(rect, ui.Short(range.High), Theme.Caption, Theme.TextSoft);
    }

    // Where each tile has colours of its own, numbers at the ends would be wrong for most.
    private static void DrawLegend(HudCanvas ui, Rect rect, MapsStatus maps)
    {
        bool own = maps.Ranges != null;
        float high = ui.List.MeasureText(own ? "high" : ui.Short(maps.Range.High), Theme.Caption);
        ReadOnlySpan<char> low = own ? "low" : ui.Short(maps.Range.Low);
        float width = ui.List.MeasureText(low, Theme.Caption);
        float bar = MathF.Min(120, rect.Width - width - high - 16);
        if (bar < 24)
            return;
        ui.List.Text(rect, low, Theme.Caption, Theme.TextSoft);
        rect.CutLeft(width + 8, out rect);
        ui.Legend(new Rect(rect.X, rect.CenterY - 4, bar, 8), maps.Map);
        rect.CutLeft(bar + 8, out rect);
        ui.List.Text(rect, own ? "high" : ui.Short(maps.Range.High), Theme.Caption, Theme.TextSoft);
    }
}
