using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CnnVulkan.Cli.Data;
using CnnVulkan.Cli.Evaluation;
using CnnVulkan.Cli.Output;
using CnnVulkan.Cli.Pictures;
using CnnVulkan.Training;
using Spectre.Console;
using Canvas = CnnVulkan.Cli.Pictures.Canvas;

namespace CnnVulkan.Cli.Commands;

/// <summary>Says how well a network knows labelled pictures.</summary>
internal sealed class EvaluateCommand : ToolCommand
{
    /// <summary>Not the seed that trainings begin with: what was learned by heart must not count.</summary>
    private const ulong UsualSeed = 1_000_001;

    private readonly Argument<string> _model = new("MODEL") { Description = "An .onnx file, a folder with model.onnx, preprocessor_config.json and config.json, or the name of a trained network: props, digits." };
    private readonly Option<string?> _out = new("--out") { Description = "A folder to write confusion.png and mistakes.png to.", HelpName = "DIR" };
    private readonly Option<string?> _labels = ModelOptions.Labels();
    private readonly Option<Precision> _precision = ModelOptions.Precision();
    private readonly DataOptions _data;

    public EvaluateCommand(CommonOptions common, CancellationToken interrupt)
        : base("evaluate", "Say how well a network knows labelled pictures: accuracy, each class's precision and recall, what is taken for what.", common, interrupt)
    {
        Arguments.Add(_model);
        _data = new DataOptions(this, UsualSeed, count: 500);
        foreach (Option option in new Option[] { _out, _labels, _precision })
            Options.Add(option);
    }

    protected override int Execute(CommandContext context)
    {
        string name = context.Get(_model);
        Model model = ModelLoader.Load(BundledModels.Installed.FolderOf(name) ?? name, new ModelLoadOptions { LabelsPath = context.Get(_labels) });
        BatchFormat format = BatchFormat.For(model);
        string? folder = context.Get(_out) is { } path ? OutputFile.Folder(path) : null;
        DataSplit split = _data.Open(context, format);
        ILabelledData data = split.Validation ?? split.Training;
        format = ForData(model, format, data);
        var watch = Stopwatch.StartNew();
        EvaluationResult result = Evaluator.Run(model, format, data, context.Device, context.Get(_precision), context.Interrupt);
        double seconds = watch.Elapsed.TotalSeconds;
        if (context.Json)
            context.WriteJson(json => EvaluationJson.Write(json, model, result, seconds));
        else
            Tell(context, result, seconds);
        if (folder is not null)
            Draw(folder, model, data, result);
        return 0;
    }

    /// <summary>Where a model says nothing of pictures and they are as large as its input, nothing is cut off them.</summary>
    private static BatchFormat ForData(Model model, BatchFormat format, ILabelledData data)
    {
        if (model.Preprocessing is not null || data.Count == 0)
            return format;
        PicturePixels first = data.Read(0);
        return (first.Width, first.Height) == (format.Width, format.Height)
            ? BatchFormat.For(model, format.Preprocessing with { DoResize = false, CropWidth = format.Width, CropHeight = format.Height })
            : format;
    }

    private static void Tell(CommandContext context, EvaluationResult result, double seconds)
    {
        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn("class").PadLeft(0).PadRight(1).NoWrap());
        foreach (string column in new[] { "pictures", "precision", "recall", "most taken for" })
            table.AddColumn(new TableColumn(column).RightAligned().PadLeft(0).PadRight(1).NoWrap());
        for (int i = 0; i < result.Classes.Count; i++)
        {
            table.AddRow(
                new Text(result.Classes[i]), new Text($"{result.CountOf(i)}"), new Text(ConfusionSheet.Percent(result.Precision(i))), new Text(ConfusionSheet.Percent(result.Recall(i))),
                new Text(MostTakenFor(result, i)));
        }
        context.WriteTable(table);
        context.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Count} pictures: top-1 {100 * result.Top1:0.00}%, top-5 {100 * result.Top5:0.00}%, loss {result.Loss:0.0000}, {result.Count / seconds:0} pictures per second."));
    }

    private static string MostTakenFor(EvaluationResult result, int kind)
    {
        int classes = result.Classes.Count;
        int worst = Enumerable.Range(0, classes + 1).Where(i => i != kind).MaxBy(i => result.Confusion[kind, i]);
        int count = result.Confusion[kind, worst];
        return count == 0 ? "" : $"{(worst < classes ? result.Classes[worst] : "other classes")} ({count})";
    }

    private static void Draw(string folder, Model model, ILabelledData data, EvaluationResult result)
    {
        string summary = string.Create(CultureInfo.InvariantCulture, $"{result.Count} pictures, top-1 {100 * result.Top1:0.00}%, top-5 {100 * result.Top5:0.00}%");
        Save(Path.Combine(folder, "confusion.png"), ConfusionSheet.Draw(result, model.Name, summary));
        int shown = Math.Min(result.Mistakes, MistakeSheet.MostShown);
        string line = result.Mistakes == 0 ? "no mistakes" : $"the {shown} of {result.Mistakes} mistakes that it was surest of, {result.Count} pictures";
        Save(Path.Combine(folder, "mistakes.png"), MistakeSheet.Draw(result, data, model.Name, line));
    }

    private static void Save(string path, Canvas canvas)
    {
        using var file = new OutputFile(path);
        PictureFile.SavePng(canvas, file.Stream);
        file.Commit();
    }
}
