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

    private readonly Option<string?> _model = ModelOptions.Model(required: false, "Default: props, where it came with the program.");
    private readonly Option<int> _top = ModelOptions.Count("--top", "How many classes to tell.", usual: 5, least: 1);
    private readonly Option<string?> _labels = ModelOptions.Labels();
    private readonly Option<Precision> _precision = ModelOptions.Precision();
    private readonly NetworkFlags _network;

    public ClassifyCommand(CommonOptions common, CancellationToken interrupt)
        : base("classify", "Say what is on pictures: the likeliest classes and the time on the GPU.", common, interrupt)
    {
        Arguments.Add(_pictures);
        Options.Add(_model);
        Options.Add(_top);
        Options.Add(_labels);
        Options.Add(_precision);
        _network = new NetworkFlags(this);
    }

    protected override int Execute(CommandContext context)
    {
        IReadOnlyList<string> pictures = PictureFile.Find(context.Get(_pictures));
        if (pictures.All(p => !File.Exists(p)))
            throw new CommandException(string.Join('\n', pictures.Select(p => $"{p}: no such picture.")));
        Model model = _network.Load(context, context.Get(_model) ?? Usual(), new ModelLoadOptions { LabelsPath = context.Get(_labels) }, PictureFile.Channels);
        using var classifier = new ImageClassifier(
            model, context.Device, new ImageClassifierOptions { Top = context.Get(_top), Precision = context.Get(_precision) });
        if (pictures.Count < ManyPictures || context.ProgressConsole() is not { } console)
            return ClassifyAll(context, classifier, pictures, context.Output.WriteLine, context.Report, () => { });
        var problems = new List<string>();
        Action<string> tell = context.IsOutputTerminal ? line => console.Write(new Text(line + "\n")) : context.Output.WriteLine;
        int exitCode = console.Progress().AutoClear(true).Start(progress =>
        {
            ProgressTask task = progress.AddTask("Classifying", maxValue: pictures.Count);
            return ClassifyAll(context, classifier, pictures, tell, problems.Add, () => task.Increment(1));
        });
        problems.ForEach(context.Report);
        return exitCode;
    }

    /// <summary>The network where none is named.</summary>
    private static string Usual() => BundledModels.Installed.WhyMissing(BundledModels.Props) is { } reason
        ? throw new CommandException($"Say with --model what is to look at the pictures. {reason}")
        : BundledModels.Props;

    /// <summary>A picture that cannot be read is reported; the others still run.</summary>
    private static int ClassifyAll(
        CommandContext context, ImageClassifier classifier, IReadOnlyList<string> pictures, Action<string> tell, Action<string> report, Action advance)
    {
        int broken = 0;
        foreach (string picture in pictures)
        {
            context.Interrupt.ThrowIfCancellationRequested();
            try
            {
                ImageView image = PictureFile.Load(picture);
                ImmutableArray<Prediction> top = classifier.Classify(image);
                tell(context.Json ? JsonLine.Of(json => Describe(json, picture, top, classifier.LastGpuTime)) : Describe(picture, top, classifier.LastGpuTime));
            }
            catch (Exception failure) when (failure is CommandException or ShapeException)
            {
                report(failure.Message);
                broken++;
            }
            advance();
        }
        if (broken > 0 && pictures.Count > 1)
            report($"{broken} of {pictures.Count} pictures could not be classified.");
        return broken == 0 ? 0 : 1;
    }

    private static string Describe(string picture, ImmutableArray<Prediction> top, TimeSpan gpuTime)
    {
        string time = gpuTime > TimeSpan.Zero ? $"  ({ReadableNumber.Milliseconds(gpuTime.TotalMilliseconds)} on the GPU)" : "";
        IEnumerable<string> classes = top.Select(p => string.Create(CultureInfo.InvariantCulture, $"  {p.Probability,8:0.00000}  {p.Label}"));
        return string.Join('\n', classes.Prepend(picture + time));
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
