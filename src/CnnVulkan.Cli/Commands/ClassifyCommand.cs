using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CnnVulkan.Cli.Output;
using CnnVulkan.Cli.Pictures;
using Spectre.Console;

namespace CnnVulkan.Cli.Commands;

/// <summary>Says what is on pictures.</summary>
internal sealed class ClassifyCommand : ToolCommand
{
    /// <summary>Pictures from which on a progress bar is worth its line.</summary>
    private const int ManyPictures = 8;

    private readonly Argument<string[]> _pictures = new("PICTURE")
    {
        Description = "Pictures (JPEG, PNG, BMP), or folders of them.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _model = ModelOptions.Model(required: true);
    private readonly Option<int> _top = new("--top") { Description = "How many classes to tell.", HelpName = "N", DefaultValueFactory = _ => 5 };
    private readonly Option<string?> _labels = ModelOptions.Labels();
    private readonly Option<Precision> _precision = ModelOptions.Precision();

    public ClassifyCommand(CommonOptions common, CancellationToken interrupt)
        : base("classify", "Say what is on pictures: the likeliest classes and the time on the GPU.", common, interrupt)
    {
        Arguments.Add(_pictures);
        Options.Add(_model);
        Options.Add(_top);
        Options.Add(_labels);
        Options.Add(_precision);
        _top.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int top) && top <= 0)
                result.AddError("--top must be at least 1.");
        });
    }

    protected override int Execute(CommandContext context)
    {
        IReadOnlyList<string> pictures = PictureFile.Find(context.Get(_pictures));
        if (pictures.All(p => !File.Exists(p)))
            throw new CommandException(string.Join('\n', pictures.Select(p => $"{p}: no such picture.")));
        Model model = ModelLoader.Load(context.Get(_model)!, new ModelLoadOptions { LabelsPath = context.Get(_labels) });
        using var classifier = new ImageClassifier(
            model, context.Device, new ImageClassifierOptions { Top = context.Get(_top), Precision = context.Get(_precision) });
        if (!context.IsWatched || pictures.Count < ManyPictures)
            return ClassifyAll(context, classifier, pictures, () => { });
        return context.Progress().Progress().AutoClear(true).Start(progress =>
        {
            ProgressTask task = progress.AddTask("Classifying", maxValue: pictures.Count);
            return ClassifyAll(context, classifier, pictures, () => task.Increment(1));
        });
    }

    /// <summary>A picture that cannot be read is reported; the others still run.</summary>
    private static int ClassifyAll(CommandContext context, ImageClassifier classifier, IReadOnlyList<string> pictures, Action advance)
    {
        int broken = 0;
        foreach (string picture in pictures)
        {
            context.Interrupt.ThrowIfCancellationRequested();
            try
            {
                ImageView image = PictureFile.Load(picture);
                ImmutableArray<Prediction> top = classifier.Classify(image);
                Tell(context, picture, top, classifier.LastGpuTime);
            }
            catch (Exception failure) when (failure is CommandException or ShapeException)
            {
                context.Report(failure.Message);
                broken++;
            }
            advance();
        }
        if (broken > 0 && pictures.Count > 1)
            context.Report($"{broken} of {pictures.Count} pictures could not be classified.");
        return broken == 0 ? 0 : 1;
    }

    private static void Tell(CommandContext context, string picture, ImmutableArray<Prediction> top, TimeSpan gpuTime)
    {
        if (context.Json)
        {
            context.WriteJson(json => Describe(json, picture, top, gpuTime));
            return;
        }
        string time = gpuTime > TimeSpan.Zero ? $"  ({ReadableNumber.Milliseconds(gpuTime.TotalMilliseconds)} on the GPU)" : "";
        context.Output.WriteLine(picture + time);
        foreach (Prediction p in top)
            context.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {p.Probability,8:0.00000}  {p.Label}"));
    }

    private static void Describe(Utf8JsonWriter json, string picture, ImmutableArray<Prediction> top, TimeSpan gpuTime)
    {
        json.WriteStartObject();
        json.WriteString("file", picture);
        json.WriteStartArray("top");
        foreach (Prediction p in top)
        {
            json.WriteStartObject();
            json.WriteNumber("index", p.Index);
            json.WriteString("label", p.Label);
            json.WriteReal("probability", p.Probability);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteReal("gpu_ms", gpuTime > TimeSpan.Zero ? gpuTime.TotalMilliseconds : double.NaN, 4);
        json.WriteEndObject();
    }
}
