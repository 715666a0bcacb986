using System.Text.Json;
using CnnVulkan.Cli.Output;
using CnnVulkan.Cli.Pictures;
using CnnVulkan.Training;

namespace CnnVulkan.Cli.Training;

/// <summary>What a training leaves beside its model: a line per epoch, and the curves as a picture. Both are replaced whole after each epoch.</summary>
/// <param name="path">The model that is written: a file, or a folder with a slash at its end.</param>
/// <param name="title">What is trained on what.</param>
internal sealed class TrainingLog(string path, string title)
{
    private readonly List<EpochResult> _epochs = [];

    /// <summary>The lines.</summary>
    public string LogPath { get; } = Beside(path, "jsonl");

    /// <summary>The curves.</summary>
    public string ChartPath { get; } = Beside(path, "png");

    /// <summary>Adds an epoch and writes both.</summary>
    /// <exception cref="IOException">They cannot be written.</exception>
    public void Add(EpochResult epoch)
    {
        _epochs.Add(epoch);
        using (var log = new OutputFile(LogPath))
        {
            using (var writer = new StreamWriter(log.Stream, leaveOpen: true) { NewLine = "\n" })
            {
                foreach (EpochResult each in _epochs)
                    writer.WriteLine(JsonLine.Of(json => Write(json, each)));
            }
            log.Commit();
        }
        using var chart = new OutputFile(ChartPath);
        PictureFile.SavePng(Chart().Draw(title, Summary(_epochs)), chart.Stream);
        chart.Commit();
    }

    /// <summary>Takes over the epochs of the sessions before.</summary>
    public void Begin(IEnumerable<EpochResult> epochs)
    {
        _epochs.Clear();
        _epochs.AddRange(epochs);
    }

    /// <summary>An epoch as a line of JSON.</summary>
    public static void Write(Utf8JsonWriter json, EpochResult epoch)
    {
        json.WriteStartObject();
        json.WriteNumber("epoch", epoch.Epoch);
        json.WriteReal("training_loss", epoch.TrainingLoss, 5);
        json.WriteReal("training_accuracy", epoch.TrainingAccuracy, 5);
        if (epoch.ValidationLoss is { } loss)
            json.WriteReal("validation_loss", loss, 5);
        if (epoch.ValidationAccuracy is { } accuracy)
            json.WriteReal("validation_accuracy", accuracy, 5);
        json.WriteReal("rate", epoch.Rate, 9);
        json.WriteReal("seconds", epoch.Elapsed.TotalSeconds, 1);
        json.WriteEndObject();
    }

    /// <summary>Whether a model of that name is written as a folder.</summary>
    public static bool IsFolder(string path) => Directory.Exists(path) || path.EndsWith('/') || path.EndsWith(Path.DirectorySeparatorChar);

    private TrainingChart Chart() => new(
        [.. _epochs.Select(e => new CurvePoint(e.Epoch, e.TrainingLoss, e.TrainingAccuracy))],
        [.. _epochs.Where(e => e.ValidationLoss is not null).Select(e => new CurvePoint(e.Epoch, e.ValidationLoss!.Value, e.ValidationAccuracy!.Value))]);

    private static string Summary(List<EpochResult> epochs)
    {
        string best = epochs.Any(e => e.ValidationAccuracy is not null) ? FormattableString.Invariant($", best validation {epochs.Max(e => e.ValidationAccuracy!.Value):0.00%}") : "";
        return FormattableString.Invariant($"{epochs.Count} epochs in {epochs[^1].Elapsed:hh\\:mm\\:ss}, training {epochs[^1].TrainingAccuracy:0.00%}{best}");
    }

    private static string Beside(string path, string ending) => IsFolder(path)
        ? Path.Combine(path, $"training.{ending}")
        : $"{(path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) ? path[..^5] : path)}.training.{ending}";
}
