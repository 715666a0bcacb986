using System.Globalization;
using CnnVulkan.Training;
using Spectre.Console;

namespace CnnVulkan.Cli.Training;

/// <summary>Shows how a training goes: a bar that moves where a person watches, and a line per epoch.</summary>
internal sealed class TrainingDisplay(CommandContext context, int epochs)
{
    /// <summary>Runs a training and shows it.</summary>
    /// <param name="session">The training.</param>
    /// <param name="epochDone">Told what each epoch gave, besides.</param>
    public SessionResult Run(TrainingSession session, Action<EpochResult> epochDone)
    {
        if (context.ProgressConsole() is not { } console)
        {
            return session.Run(
                null,
                epoch =>
                {
                    epochDone(epoch);
                    Tell(epoch, context.Output.WriteLine);
                },
                context.Interrupt);
        }
        return console.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn()).Start(progress =>
        {
            ProgressTask task = progress.AddTask("Training", maxValue: (double)epochs * session.StepsPerEpoch);
            return session.Run(
                now =>
                {
                    task.Value = (double)(now.Epoch - 1) * now.StepsPerEpoch + now.Step;
                    task.Description = Markup.Escape(Text(now));
                },
                epoch =>
                {
                    epochDone(epoch);
                    Tell(epoch, context.IsOutputTerminal ? line => console.Write(new Text(line + "\n")) : context.Output.WriteLine);
                },
                context.Interrupt);
        });
    }

    private void Tell(EpochResult epoch, Action<string> write)
    {
        if (context.Json)
        {
            write(Output.JsonLine.Of(json => TrainingLog.Write(json, epoch)));
            return;
        }
        string validation = epoch.ValidationAccuracy is { } accuracy
            ? string.Create(CultureInfo.InvariantCulture, $"  validation: loss {epoch.ValidationLoss:0.0000}, {100 * accuracy:0.00}%")
            : "";
        write(string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {epoch.Epoch}/{epochs}  loss {epoch.TrainingLoss:0.0000}, {100 * epoch.TrainingAccuracy:0.00}%{validation}  rate {epoch.Rate:0.######}  {Time(epoch.Elapsed)}"));
    }

    private string Text(SessionProgress now) => string.Create(
        CultureInfo.InvariantCulture,
        $"epoch {now.Epoch}/{epochs}  loss {now.Loss:0.0000}  {100 * now.Accuracy:0.0}%  {now.SamplesPerSecond:0} pictures/s  {Time(now.Left)} left");

    private static string Time(TimeSpan time) => time.TotalHours >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time:mm\\:ss}") : time.ToString(@"m\:ss", CultureInfo.InvariantCulture);
}
