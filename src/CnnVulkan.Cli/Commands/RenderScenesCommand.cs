using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CnnVulkan.Cli.Output;
using CnnVulkan.Scenes.Pictures;
using Spectre.Console;

namespace CnnVulkan.Cli.Commands;

/// <summary>Draws labelled pictures of the demo's props, to train networks with.</summary>
internal sealed class RenderScenesCommand : ToolCommand
{
    private readonly Option<int> _count = ModelOptions.Count("--count", "How many pictures, spread evenly over the labels.", usual: 240, least: 1);
    private readonly Option<int> _size = ModelOptions.Count("--size", "Width and height of a picture in pixels.", usual: 96, least: 8);
    private readonly Option<ulong> _seed = new("--seed")
    {
        Description = "Chooses all that is random. The same seed gives the same pictures, whatever their count.",
        HelpName = "S",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<string> _out = new("--out")
    {
        Description = "The folder to make: a folder of PNGs per label, labels.json, annotations.jsonl. It must be new or empty.",
        Required = true,
        HelpName = "DIR",
    };

    private readonly Option<string[]> _labels = new("--label")
    {
        Description = $"Only these things. Default: all of {string.Join(", ", ScenePictures.Labels)}.",
        HelpName = "LABEL",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    public RenderScenesCommand(CommonOptions common, CancellationToken interrupt)
        : base("render-scenes", "Draw labelled pictures of 3D props to train with: random pose, colours, light, ground, clutter and occlusion.", common, interrupt)
    {
        foreach (Option option in new Option[] { _count, _size, _seed, _out, _labels })
            Options.Add(option);
        _labels.AcceptOnlyFromAmong([.. ScenePictures.Labels]);
        _size.Validators.Add(result =>
        {
            if (result.Tokens.Any(t => int.TryParse(t.Value, out int size) && size > ScenePictureOptions.MaxSize))
                result.AddError($"--size must be at most {ScenePictureOptions.MaxSize}.");
        });
    }

    protected override int Execute(CommandContext context)
    {
        var options = new ScenePictureOptions
        {
            Folder = context.Get(_out),
            Count = context.Get(_count),
            Size = context.Get(_size),
            Seed = context.Get(_seed),
            Labels = context.Get(_labels),
            Device = context.DeviceChoice,
            Validation = context.Validation,
        };
        var watch = Stopwatch.StartNew();
        ScenePictureResult result = Render(context, options);
        foreach (string message in result.ValidationMessages)
            context.Report($"validation: {message}");
        if (context.Json)
            context.WriteJson(json => Write(json, options, result, watch.Elapsed));
        else
            context.Output.WriteLine(Describe(options, result, watch.Elapsed));
        return result.ValidationMessages.Count == 0 ? 0 : 1;
    }

    private static ScenePictureResult Render(CommandContext context, ScenePictureOptions options)
    {
        if (context.ProgressConsole() is not { } console)
            return ScenePictures.Render(options, null, context.Interrupt);
        return console.Progress().AutoClear(true).Start(progress =>
        {
            ProgressTask task = progress.AddTask("Drawing pictures", maxValue: options.Count);
            return ScenePictures.Render(options, new Advance(task), context.Interrupt);
        });
    }

    private static string Describe(ScenePictureOptions options, ScenePictureResult result, TimeSpan time) => string.Create(
        CultureInfo.InvariantCulture,
        $"Drew {options.Count} pictures of {result.Labels.Count} labels ({options.Size}×{options.Size}, seed {options.Seed}) into {options.Folder} in {time.TotalSeconds:f1} s on {result.Device}.");

    private static void Write(Utf8JsonWriter json, ScenePictureOptions options, ScenePictureResult result, TimeSpan time)
    {
        json.WriteStartObject();
        json.WriteString("out", options.Folder);
        json.WriteNumber("count", options.Count);
        json.WriteNumber("size", options.Size);
        json.WriteNumber("seed", options.Seed);
        json.WriteStartObject("labels");
        foreach ((string label, int count) in result.Labels.Zip(result.Counts))
            json.WriteNumber(label, count);
        json.WriteEndObject();
        json.WriteString("device", result.Device);
        json.WriteReal("seconds", time.TotalSeconds, 3);
        json.WriteEndObject();
    }

    /// <summary>At once, where Progress{T} would post to another thread.</summary>
    private sealed class Advance(ProgressTask task) : IProgress<int>
    {
        public void Report(int value) => task.Value = value;
    }
}
