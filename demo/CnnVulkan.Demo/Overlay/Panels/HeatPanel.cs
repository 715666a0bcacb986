namespace CnnVulkan.Demo.Overlay;

/// <summary>What the colours over the picture mean, and for which class.</summary>
internal static class HeatPanel
{
    public static float Height(float padding) => 2 * padding + 28 + 8 + 16;

    public static void Draw(HudCanvas ui, Rect rect, float padding, HeatStatus heat)
    {
        Rect inside = ui.Panel(rect, padding);
        Rect line = inside.CutTop(20, out Rect rest);
        Rect remark = line.CutRight(56, out Rect title);
        ui.List.Text(title, ui.Text.Format($"Evidence for {heat.Label}"), Theme.Strong, Theme.Text);
        ui.List.Text(remark, heat.Follows ? "leader" : "chosen", Theme.Caption, heat.Follows ? Theme.TextFaint : Theme.Accent, TextAlign.Right);
        rest.CutTop(8, out rest);
        ui.Legend(rest.CutTop(8, out rest), ColorMap.Heat, 0.15f);
        Rect ends = rest.CutTop(16, out _);
        ui.List.Text(ends, "little", Theme.Caption, Theme.TextFaint);
        ui.List.Text(ends, "much", Theme.Caption, Theme.TextFaint, TextAlign.Right);
    }
}
