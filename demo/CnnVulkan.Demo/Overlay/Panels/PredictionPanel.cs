namespace CnnVulkan.Demo.Overlay;

/// <summary>The best classes with a bar each. The bar is the smoothed probability, the tick on it and the small number are the newest.</summary>
internal static class PredictionPanel
{
    private const float Header = 28;
    private const float LeaderHeight = 56;
    private const float NewestWidth = 72;

    /// <summary>The height of each class after the first.</summary>
    public const float RowHeight = 36;

    public static float PreferredHeight(HudState state, float padding) =>
        2 * padding + Header + LeaderHeight + (state.Predictions.HasClasses ? 4 * RowHeight : 0);

    public static float MinimumHeight(float padding) => 2 * padding + Header + LeaderHeight;

    public static void Draw(HudCanvas ui, Rect rect, float padding, HudState state)
    {
        Rect inside = ui.Panel(rect, padding);
        IReadOnlyList<PredictionRow> rows = state.Predictions.Rows;
        bool steady = state.Model.Phase == StatusPhase.Ready;
        Rect body = ui.Header(inside, "Predictions", state.Predictions.HasClasses ? "top 5" : "");
        if (!steady)
            DrawModel(ui, body, state.Model);
        else if (!state.Predictions.HasClasses)
            ui.List.TextBlock(body, "This network computes pictures, not classes. Its activation maps show what it finds.", Theme.Body, Theme.TextSoft);
        else if (rows.Count == 0)
            DrawWaiting(ui, body, state);
        else
            DrawRows(ui, body, state, rows);
    }

    private static void DrawModel(HudCanvas ui, Rect body, ModelStatus model)
    {
        Rect line = body.CutTop(24, out Rect rest);
        Rect icon = line.CutLeft(24, out Rect name).Inset(2);
        name.CutLeft(8, out name);
        if (model.Phase == StatusPhase.Waiting)
            Icons.Spinner(ui.List, icon, ui.Seconds, Theme.Accent);
        else
            Icons.Warning(ui.List, icon, Theme.Warning);
        ui.List.Text(name, model.Phase == StatusPhase.Waiting ? ui.Text.Format($"Loading {model.Name}") : ui.Text.Format($"{model.Name} did not load"), Theme.Title, Theme.Text);
        rest.CutTop(4, out rest);
        ui.List.TextBlock(rest, model.Message, Theme.Body, Theme.TextSoft);
    }

    // The rows to come, as empty bars.
    private static void DrawWaiting(HudCanvas ui, Rect body, HudState state)
    {
        Rect top = body.CutTop(LeaderHeight, out body);
        Rect line = top.CutTop(28, out top);
        Icons.Spinner(ui.List, line.CutLeft(20, out Rect words), ui.Seconds, Theme.TextFaint);
        words.CutLeft(8, out words);
        ReadOnlySpan<char> text = state.Source.Phase == StatusPhase.Failed ? "Waiting for a picture" : "Waiting for the first result";
        ui.List.Text(words, state.Paused ? "Paused" : text, Theme.Body, Theme.TextSoft);
        ui.List.Fill(new Rect(top.X, top.Y + 8, top.Width - NewestWidth, 8), Theme.Track, 4);
        for (; body.Height >= RowHeight; body.CutTop(RowHeight, out body))
        {
            ui.List.Fill(new Rect(body.X, body.Y + 6, body.Width * 0.4f, 8), Theme.Track, 4);
            ui.List.Fill(new Rect(body.X, body.Y + 24, body.Width - NewestWidth, 4), Theme.Track, 2);
        }
    }

    private static void DrawRows(HudCanvas ui, Rect body, HudState state, IReadOnlyList<PredictionRow> rows)
    {
        bool sure = rows[0].Smoothed >= state.Predictions.Threshold;
        Rect top = body.CutTop(sure ? LeaderHeight : LeaderHeight - 12, out Rect rest);
        if (sure)
            DrawLeader(ui, top, state, rows[0]);
        else
            DrawDoubt(ui, top, state.Predictions.Threshold);
        for (int i = sure ? 1 : 0; i < Math.Min(rows.Count, 5) && rest.Height >= RowHeight; i++)
            Row(ui, rest.CutTop(RowHeight, out rest), state, rows[i]);
    }

    private static void DrawLeader(HudCanvas ui, Rect rect, HudState state, PredictionRow leader)
    {
        Choose(ui, rect, state, leader);
        Rect words = rect.CutTop(28, out Rect below);
        Rect figure = words.CutRight(ui.List.MeasureText("100 %", Theme.Figure), out Rect label);
        ui.List.Text(label, leader.Label, Theme.Title, Theme.Text);
        ui.List.Text(figure, ui.Text.Format($"{leader.Smoothed * 100:0} %"), Theme.Figure, Theme.Accent, TextAlign.Right);
        Bar(ui, below.CutTop(16, out _), leader, Theme.Accent, 8);
    }

    private static void DrawDoubt(HudCanvas ui, Rect rect, float threshold)
    {
        ui.List.Text(rect.CutTop(24, out Rect below), "Not sure", Theme.Title, Theme.Text);
        ui.List.Text(below.CutTop(16, out _), ui.Text.Format($"No class reaches {threshold * 100:0} %"), Theme.Caption, Theme.TextSoft);
    }

    private static void Row(HudCanvas ui, Rect rect, HudState state, PredictionRow row)
    {
        Choose(ui, rect, state, row);
        Rect words = rect.CutTop(20, out Rect below);
        Rect figure = words.CutRight(56, out Rect label);
        ui.List.Text(label, row.Label, Theme.Body, Theme.Text);
        ui.List.Text(figure, ui.Text.Format($"{row.Smoothed * 100:0.0} %"), Theme.Body, Theme.Text, TextAlign.Right);
        Bar(ui, below.CutTop(12, out _), row, Theme.Neutral, 4);
    }

    private static void Bar(HudCanvas ui, Rect line, PredictionRow row, Rgba color, float thickness)
    {
        Rect newest = line.CutRight(NewestWidth, out Rect room);
        ui.Bar(new Rect(room.X, room.CenterY - thickness / 2, room.Width, thickness), row.Smoothed, color, row.Raw);
        ui.List.Text(newest, ui.Text.Format($"now {row.Raw * 100:0.0} %"), Theme.Caption, Theme.TextFaint, TextAlign.Right);
    }

    // A click on a class shows where the network looks for it.
    private static void Choose(HudCanvas ui, Rect rect, HudState state, PredictionRow row)
    {
        if (state.CanShowHeat && ui.Hit(rect.Inset(0, 1), HudAction.ChooseHeatClass, row.Class))
            ui.List.Fill(new Rect(rect.X - 8, rect.Y, rect.Width + 16, rect.Height - 2), Theme.Hover, Theme.InnerRadius);
    }
}
