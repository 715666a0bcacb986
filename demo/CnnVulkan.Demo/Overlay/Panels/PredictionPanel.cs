namespace CnnVulkan.Demo.Overlay;

/// <summary>
/// The best classes with a bar each. The bar is the smoothed probability; the small number, and the tick on the first bar, are the newest.
/// </summary>
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
        bool judged = state.Predictions.Truth is not null && rows.Count > 0;
        Rect body = ui.Header(inside, state.Teach is null ? "Predictions" : "Taught classes", state.Teach is { } teach ? Learning(ui, teach) : state.Predictions.HasClasses && !judged ? "top 5" : "");
        if (judged)
            DrawTruth(ui, inside with { Height = 20 }, state.Predictions);
        if (rows.Count > 0)
            DrawRows(ui, body, state, rows);
        else if (state.Teach is { Phase: Phase.Ready })
            ui.List.TextBlock(body, "Point at something and hold F2: each look is an example of A. Then F3 for B, up to F9 for H.", Theme.Body, Theme.TextSoft);
        else if (state.Model.Phase == Phase.Ready && !state.Predictions.HasClasses)
            ui.List.TextBlock(body, "This network names no classes: look at its maps.", Theme.Body, Theme.TextSoft);
        else
            DrawWaiting(ui, body, state);
    }

    private static ReadOnlySpan<char> Learning(HudCanvas ui, TeachStatus teach) => teach switch
    {
        { Phase: Phase.Waiting } => "making ready",
        { Shown: { } name } => ui.Text.Format($"watching {name}"),
        { IsTraining: true } => ui.Text.Format($"learning, step {teach.Steps}"),
        { Classes: 1 } => "show another class",
        _ => teach.Classes == 0 ? "" : "learnt",
    };

    // How many examples a class was taught by, behind its name.
    private static void Examples(HudCanvas ui, Rect line, float name, PredictionRow row)
    {
        if (row.Examples < 0)
            return;
        line.CutLeft(name + 8, out Rect rest);
        // Whole or not at all: half a word says nothing.
        ReadOnlySpan<char> words = row.Examples == 1 ? "1 example" : ui.Text.Format($"{row.Examples} examples");
        if (ui.List.MeasureText(words, Theme.Caption) <= rest.Width)
            ui.List.Text(rest, words, Theme.Caption, Theme.TextFaint);
    }

    // In the header's corner: what is shown, and whether the leader says so.
    private static void DrawTruth(HudCanvas ui, Rect line, PredictionStatus predictions)
    {
        Rect mark = line.CutRight(14, out line);
        bool right = predictions.Rows[0].Smoothed >= predictions.Threshold && predictions.Rows[0].Label == predictions.Truth;
        if (right)
            Icons.Tick(ui.List, mark, Theme.Accent);
        else
            Icons.Cross(ui.List, mark, Theme.TextFaint);
        line.CutRight(4, out line);
        line.CutLeft(96, out line);
        ui.List.Text(line, ui.Text.Format($"shown: {predictions.Truth}"), Theme.Caption, right ? Theme.TextSoft : Theme.TextFaint, TextAlign.Right);
    }

    // The rows to come, as empty bars.
    private static void DrawWaiting(HudCanvas ui, Rect body, HudState state)
    {
        (Phase phase, string text) = state switch
        {
            { Model.Phase: Phase.Failed } => (Phase.Failed, "No model"),
            { Model.Phase: Phase.Waiting } => (Phase.Waiting, state.Model.Message.Length > 0 ? state.Model.Message : "Loading the model"),
            { Source.Phase: not Phase.Ready } => (Phase.Waiting, "Waiting for a picture"),
            { Pad.IsEmpty: true } => (Phase.Ready, "Draw a digit"),
            { Paused: true } => (Phase.Ready, "Paused"),
            _ => (Phase.Waiting, "Waiting for the first result"),
        };
        Rect top = body.CutTop(LeaderHeight, out body);
        Rect words = top.CutTop(28, out top);
        if (phase != Phase.Ready)
        {
            Rect icon = words.CutLeft(20, out words).Center(18, 18);
            words.CutLeft(8, out words);
            if (phase == Phase.Waiting)
                Icons.Spinner(ui.List, icon, ui.Seconds, Theme.TextSoft);
            else
                Icons.Warning(ui.List, icon, Theme.Warning);
        }
        ui.List.Text(words, text, Theme.Body, Theme.TextSoft);
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
        Rect top = body.CutTop(sure ? LeaderHeight : LeaderHeight - RowHeight, out Rect rest);
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
        Examples(ui, label, ui.List.Text(label, leader.Label, Theme.Title, Theme.Text), leader);
        ui.List.Text(figure, ui.Text.Format($"{leader.Smoothed * 100:0} %"), Theme.Figure, Theme.Accent, TextAlign.Right);
        Bar(ui, below.CutTop(16, out _), leader, Theme.Accent, 8, leader.Raw);
    }

    private static void DrawDoubt(HudCanvas ui, Rect rect, float threshold)
    {
        // One line, so that all five classes find room below it.
        ui.List.Text(rect, "Not sure", Theme.Title, Theme.Text);
        ui.List.Text(rect, ui.Text.Format($"no class reaches {threshold * 100:0} %"), Theme.Caption, Theme.TextSoft, TextAlign.Right);
    }

    private static void Row(HudCanvas ui, Rect rect, HudState state, PredictionRow row)
    {
        Choose(ui, rect, state, row);
        Rect words = rect.CutTop(20, out Rect below);
        Rect figure = words.CutRight(56, out Rect label);
        Examples(ui, label, ui.List.Text(label, row.Label, Theme.Body, Theme.Text), row);
        ui.List.Text(figure, ui.Text.Format($"{row.Smoothed * 100:0.0} %"), Theme.Body, Theme.Text, TextAlign.Right);
        Bar(ui, below.CutTop(12, out _), row, Theme.Neutral, 4, tick: -1);
    }

    private static void Bar(HudCanvas ui, Rect line, PredictionRow row, Rgba color, float thickness, float tick)
    {
        Rect newest = line.CutRight(NewestWidth, out Rect room);
        ui.Bar(new Rect(room.X, room.CenterY - thickness / 2, room.Width, thickness), row.Smoothed, color, tick);
        // What would be rounded to 100.0 has no room for the decimal.
        ReadOnlySpan<char> now = row.Raw >= 0.9995f ? "now 100 %" : ui.Text.Format($"now {row.Raw * 100:0.0} %");
        ui.List.Text(newest, now, Theme.Caption, Theme.TextFaint, TextAlign.Right);
    }

    // A click on a class shows where the network looks for it.
    private static void Choose(HudCanvas ui, Rect rect, HudState state, PredictionRow row)
    {
        if (state.CanShowHeat && ui.Hit(rect.Inset(0, 1), DemoAction.ChooseHeatClass, row.Class))
            ui.List.Fill(new Rect(rect.X - 8, rect.Y, rect.Width + 16, rect.Height - 2), Theme.Hover, Theme.InnerRadius);
    }
}
