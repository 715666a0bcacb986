namespace CnnVulkan.Demo.Overlay;

/// <summary>The chosen layer's activation maps as tiles, with its name, shape and range of values, and ways to other layers and pages.</summary>
internal static class MapsPanel
{
    private const float Header = 48;
    private const float Footer = 32;

    public static float PreferredHeight(HudState state, float width, float padding) => state.Maps is { } maps
        ? 2 * padding + Header + TileGrid.HeightFor(width - 2 * padding, maps.Sheet.Count, maps.Sheet.Aspect, width - 2 * padding) + Footer
        : 0;

    public static float MinimumHeight(float padding) => 2 * padding + Header + 48 + Footer;

    public static void Draw(HudCanvas ui, Rect rect, float padding, MapsStatus maps)
    {
        Rect inside = ui.Panel(rect, padding);
        DrawHeader(ui, inside.CutTop(Header, out Rect rest), maps);
        Rect footer = new(rest.X, rest.Bottom - 20, rest.Width, 20);
        rest = rest with { Height = MathF.Max(0, rest.Height - Footer) };
        TileGrid grid = TileGrid.Choose(rest, maps.Sheet.Count, maps.Sheet.Aspect);
        int hovered = DrawTiles(ui, grid, maps);
        DrawFooter(ui, footer, maps, hovered);
    }

    /// <summary>One map; also used for the enlarged one.</summary>
    public static void DrawMap(DrawList list, Rect rect, MapsStatus maps, int tile, float radius)
    {
        Rect part = maps.Sheet.Part(tile);
        if (maps.IsColor)
            list.Image(OverlayTexture.Maps, rect, part, radius);
        else
            list.Map(OverlayTexture.Maps, rect, part, maps.Map, radius: radius);
    }

    private static void DrawHeader(HudCanvas ui, Rect rect, MapsStatus maps)
    {
        Rect line = rect.CutTop(20, out Rect below);
        Rect next = line.CutRight(20, out line);
        ReadOnlySpan<char> place = ui.Text.Format($"{maps.Index + 1} / {maps.Layers}");
        Rect count = line.CutRight(ui.List.MeasureText(place, Theme.Caption) + 8, out line);
        ui.List.Text(count, place, Theme.Caption, Theme.TextSoft, TextAlign.Center);
        Rect previous = line.CutRight(20, out line);
        ui.Arrow(previous, right: false, maps.Index > 0, HudAction.PreviousLayer);
        ui.Arrow(next, right: true, maps.Index + 1 < maps.Layers, HudAction.NextLayer);
        line.CutRight(8, out line);
        ui.List.Text(line, maps.Layer, Theme.Strong, Theme.Text);
        ui.List.Text(below.CutTop(16, out _), maps.Shape, Theme.Caption, Theme.TextSoft);
    }

    private static int DrawTiles(HudCanvas ui, TileGrid grid, MapsStatus maps)
    {
        int hovered = -1;
        for (int i = 0; i < grid.Visible; i++)
        {
            Rect tile = grid.Tile(i);
            DrawMap(ui.List, tile, maps, i, 2);
            bool hover = ui.Hit(tile, HudAction.SelectMap, maps.First + i);
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
            ui.Arrow(rest.CutRight(20, out rest), right: false, maps.Page > 0, HudAction.PreviousPage);
            ui.Arrow(next, right: true, maps.Page + 1 < maps.Pages, HudAction.NextPage);
            rest.CutRight(8, out rest);
        }
        if (hovered >= 0)
        {
            ui.List.Text(rest, ui.Text.Format($"Channel {hovered}: click to enlarge"), Theme.Caption, Theme.Text);
            return;
        }
        ReadOnlySpan<char> low = ui.Short(maps.Low);
        float width = ui.List.Text(rest, low, Theme.Caption, Theme.TextSoft);
        rest.CutLeft(width + 8, out rest);
        ReadOnlySpan<char> high = ui.Short(maps.High);
        float highWidth = ui.List.MeasureText(high, Theme.Caption);
        float bar = MathF.Min(120, rest.Width - highWidth - 8);
        if (bar < 24)
            return;
        ui.Legend(new Rect(rest.X, rest.CenterY - 4, bar, 8), maps.Map);
        rest.CutLeft(bar + 8, out rest);
        ui.List.Text(rest, high, Theme.Caption, Theme.TextSoft);
    }
}
