namespace CnnVulkan.Demo.Overlay;

/// <summary>Which layers the GPU's time goes to: the slowest first, as many as there is room for.</summary>
internal static class LayerTimesPanel
{
    private const float Header = 28;
    private const int FewestRows = 5;
    private const int MostRows = 12;

    /// <summary>The height of a layer's line.</summary>
    public const float RowHeight = 20;

    public static float PreferredHeight(HudState state, float padding) =>
        state.LayerTimes is { } times ? 2 * padding + Header + Math.Clamp(times.Count, 1, MostRows) * RowHeight : 0;

    public static float MinimumHeight(HudState state, float padding) =>
        2 * padding + Header + Math.Clamp(state.LayerTimes?.Count ?? 0, 1, FewestRows) * RowHeight;

    public static void Draw(HudCanvas ui, Rect rect, float padding, IReadOnlyList<LayerTime> times)
    {
        Rect inside = ui.Panel(rect, padding);
        float total = 0, longest = 0;
        for (int i = 0; i < times.Count; i++)
        {
            total += times[i].Milliseconds;
            longest = MathF.Max(longest, times[i].Milliseconds);
        }
        Rect body = ui.Header(inside, "Slowest layers", ui.Text.Format($"{total:0.00} ms in all"));
        if (times.Count == 0)
            ui.List.Text(body.CutTop(RowHeight, out _), "Measured with the next inference", Theme.Body, Theme.TextSoft);
        (float Time, int Index) last = (float.PositiveInfinity, -1);
        for (int row = 0; row < times.Count && body.Height >= RowHeight - 0.5f; row++)
        {
            last = Next(times, last);
            Row(ui, body.CutTop(RowHeight, out body), times[last.Index], longest);
        }
    }

    private static void Row(HudCanvas ui, Rect line, LayerTime layer, float longest)
    {
        Rect figure = line.CutRight(48, out Rect rest);
        Rect name = rest.CutLeft(rest.Width * 0.52f, out Rect bar);
        name.CutRight(8, out name);
        ui.List.Text(name, layer.Name, Theme.Caption, Theme.TextSoft, keepEnd: true);
        ui.Bar(new Rect(bar.X, bar.CenterY - 2, bar.Width, 4), layer.Milliseconds / MathF.Max(longest, 1e-6f), Theme.Neutral);
        ui.List.Text(figure, ui.Text.Format($"{layer.Milliseconds:0.00}"), Theme.Caption, Theme.Text, TextAlign.Right);
    }

    // The next in order of time; equal times in order of place. A dozen passes over a short list need no sorted copy.
    private static (float Time, int Index) Next(IReadOnlyList<LayerTime> times, (float Time, int Index) last)
    {
        (float Time, int Index) best = (-1, -1);
        for (int i = 0; i < times.Count; i++)
        {
            float time = times[i].Milliseconds;
            bool after = time < last.Time || (time == last.Time && i > last.Index);
            if (after && time > best.Time)
                best = (time, i);
        }
        return best;
    }
}
