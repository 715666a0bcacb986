namespace CnnVulkan.Demo.Overlay;

/// <summary>Two graphs: how long frames take, and how long the GPU works on an inference. Below them, what computes.</summary>
internal static class TimingPanel
{
    private const float RowHeight = 52;

    public static float MinimumHeight => 40;

    public static float PreferredHeight(float padding) => 2 * padding + 2 * RowHeight + 12 + 8 + 16;

    public static void Draw(HudCanvas ui, Rect rect, float padding, HudState state)
    {
        TimingStatus timing = state.Timing;
        if (rect.Height < PreferredHeight(padding))
        {
            DrawLine(ui, rect, padding, timing);
            return;
        }
        Rect inside = ui.Panel(rect, padding);
        Graph(ui, inside.CutTop(RowHeight, out Rect rest), "Frame", timing.Frame, timing.FramesPerSecond, "fps", Theme.Neutral);
        rest.CutTop(12, out rest);
        Graph(ui, rest.CutTop(RowHeight, out rest), "Inference", timing.Inference, timing.InferencesPerSecond, "per s", Theme.Accent);
        rest.CutTop(8, out rest);
        DrawDevice(ui, rest.CutTop(16, out _), state.Device);
    }

    private static void Graph(HudCanvas ui, Rect row, ReadOnlySpan<char> name, TimeHistory times, float rate, ReadOnlySpan<char> unit, Rgba color)
    {
        Rect words = row.CutTop(20, out Rect graph);
        Rect value = words.CutLeft(72, out Rect rest);
        ui.List.Text(value, name, Theme.Body, Theme.TextSoft);
        ui.List.Text(rest, times.Values.IsEmpty ? "–" : ui.Text.Format($"{times.Recent:0.0} ms"), Theme.Strong, Theme.Text);
        ui.List.Text(rest, ui.Text.Format($"{rate:0.#} {unit}"), Theme.Body, Theme.TextSoft, TextAlign.Right);
        graph.CutTop(4, out graph);
        float top = Ceiling(times.Longest);
        Rect axis = graph.CutRight(28, out graph);
        ui.List.Fill(graph, Theme.Track.Fade(0.4f), Theme.InnerRadius);
        ui.List.PushClip(graph);
        ui.List.Graph(graph.Inset(0, 2), times.Values, top, color, color.Fade(0.35f));
        ui.List.PopClip();
        if (times.Values.IsEmpty)
            return;
        ui.List.Text(axis with { Y = axis.Y - 3, Height = 16 }, ui.Text.Format($"{top:0.#}"), Theme.Caption, Theme.TextFaint, TextAlign.Right);
        ui.List.Text(axis with { Y = axis.Bottom - 13, Height = 16 }, "0", Theme.Caption, Theme.TextFaint, TextAlign.Right);
    }

    private static void DrawDevice(HudCanvas ui, Rect line, DeviceStatus device)
    {
        ReadOnlySpan<char> remark = device.MemoryBytes == 0 ? device.Precision : ui.Text.Format($"{device.Precision} · {device.MemoryBytes / 1048576.0:0} MB");
        float width = ui.List.MeasureText(remark, Theme.Caption);
        Rect right = line.CutRight(MathF.Min(width, line.Width), out Rect left);
        ui.List.Text(right, remark, Theme.Caption, Theme.TextSoft, TextAlign.Right);
        left.CutRight(8, out left);
        if (left.Width > 40)
            ui.List.Text(left, device.Name, Theme.Caption, Theme.TextFaint);
    }

    private static void DrawLine(HudCanvas ui, Rect rect, float padding, TimingStatus timing)
    {
        Rect inside = ui.Panel(rect, padding) with { Y = rect.Y, Height = rect.Height };
        float number = ui.List.MeasureText(ui.Text.Format($"{timing.Inference.Recent:0.0} ms"), Theme.Strong);
        float words = ui.List.MeasureText("Frame", Theme.Caption) + ui.List.MeasureText("Inference", Theme.Caption) + 12;
        bool named = 2 * number + words + 24 <= inside.Width;
        ui.List.Text(inside, ui.Text.Format($"{timing.Inference.Recent:0.0} ms"), Theme.Strong, Theme.Accent, TextAlign.Right);
        if (named)
        {
            inside.CutRight(number + 6, out Rect before);
            ui.List.Text(before, "Inference", Theme.Caption, Theme.TextSoft, TextAlign.Right);
            inside.CutLeft(ui.List.Text(inside, "Frame", Theme.Caption, Theme.TextSoft) + 6, out inside);
        }
        ui.List.Text(inside, ui.Text.Format($"{timing.Frame.Recent:0.0} ms"), Theme.Strong, Theme.Text);
    }

    // A round number: a scale that stays the same while the times do.
    private static float Ceiling(float longest)
    {
        float power = MathF.Pow(10, MathF.Floor(MathF.Log10(MathF.Max(longest, 0.1f))));
        float digit = longest / power;
        return power * (digit <= 1 ? 1 : digit <= 1.5f ? 1.5f : digit <= 2 ? 2 : digit <= 3 ? 3 : digit <= 5 ? 5 : digit <= 7.5f ? 7.5f : 10);
    }
}
