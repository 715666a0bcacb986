using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using CnnVulkan.Cli.Data;
using CnnVulkan.Cli.Output;
using CnnVulkan.Cli.Training;
using CnnVulkan.Graphs;
using CnnVulkan.Training;

namespace CnnVulkan.Cli.Commands;

/// <summary>Trains a network on labelled pictures, on the GPU that will run it.</summary>
internal sealed class TrainCommand : ToolCommand
{
    private readonly Argument<string> _model = new("NETWORK|MODEL")
    {
        Description = "A network by name (cnnvulkan networks), to begin with untrained weights; or an .onnx file or model folder to go on from. Where that knows another number of classes it gets a new last layer.",
    };

    private readonly Option<string> _out = new("--out")
    {
        Description = "The model to write: an .onnx file, or, with a slash at its end, a folder. The curves and a line per epoch are written beside it.",
        Required = true,
        HelpName = "F.onnx|DIR/",
    };

    private readonly Option<double> _heldOut = new("--hold-out")
    {
        Description = "The part of the pictures that is held out to judge by, where the data has none for that; 0 for none.",
        HelpName = "PART",
        DefaultValueFactory = _ => 0.1,
    };

    private readonly Option<string[]> _freeze = new("--freeze")
    {
        Description = "Weights that stay as they are, by their names in the file, * for any letters: conv1*, or '*' for all but a new last layer.",
        HelpName = "NAME",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> _checkpoint = new("--checkpoint") { Description = "Where the state is kept to go on from. Default: beside the model; gone when the training is done.", HelpName = "FILE" };
    private readonly Option<bool> _resume = new("--resume") { Description = "Goes on from the checkpoint: the same bits come out as without the interruption." };
    private readonly DataOptions _data;
    private readonly TrainingFlags _training;
    private readonly NetworkFlags _network;

    public TrainCommand(CommonOptions common, CancellationToken interrupt)
        : base("train", "Train a network on labelled pictures, on the GPU. Ctrl-C keeps the state; --resume goes on.", common, interrupt)
    {
        Arguments.Add(_model);
        _data = new DataOptions(this, seed: null, count: 5000);
        foreach (Option option in new Option[] { _out, _heldOut, _checkpoint, _resume, _freeze })
            Options.Add(option);
        _training = new TrainingFlags(this);
        _network = new NetworkFlags(this);
        _heldOut.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 0 and < 1))
                result.AddError("--hold-out must be at least 0 and below 1.");
        });
    }

    protected override int Execute(CommandContext context)
    {
        string path = context.Get(_out);
        int seed = _network.Seed(context);
        _training.Augment(context);
        BatchFormat format = BatchFormat.For(_network.Load(context, context.Get(_model)));
        string checkpoint = CheckpointPath(context, path);
        DataSplit data = _data.OpenForTraining(context, format, seed, context.Get(_heldOut));
        (Model model, Func<string, bool>? frozen) = Network(context, data.Training.Classes, seed);
        SessionOptions options = _training.Session(context, data.Training.Count / _training.BatchSize(context), seed) with
        {
            CheckpointPath = checkpoint,
            Resume = context.Get(_resume),
        };
        using var session = new TrainingSession(model, context.Device, data, _training.Training(context, frozen), options);
        if (!context.Json)
            context.Output.WriteLine(Describe(model, data, session));
        var log = new TrainingLog(path, $"{model.Name} on {data.Training.Count} pictures of {data.Training.Classes.Count} classes");
        log.Begin(session.Epochs);
        SessionResult result = new TrainingDisplay(context, options.Epochs).Run(session, log.Add);
        return End(context, path, checkpoint, model, result);
    }

    /// <summary>Writes the model; after an interruption too, where an epoch was completed.</summary>
    private static int End(CommandContext context, string path, string checkpoint, Model model, SessionResult result)
    {
        bool cancelled = result.End == SessionEnd.Cancelled;
        if (result.BestEpoch > 0 || !cancelled)
            ModelWriter.Save(path, new Model(result.Graph, model.Name) { Preprocessing = model.Preprocessing, Labels = model.Labels });
        string best = result.BestEpoch > 0 ? $", the weights of epoch {result.BestEpoch}" : "";
        string why = result.End switch
        {
            SessionEnd.TimeLimit => "The time is up. ",
            SessionEnd.NoBetter => "Validation gets no better. ",
            _ => "",
        };
        if (cancelled)
        {
            context.Error.WriteLine($"The state is in {checkpoint}: --resume goes on.{(result.BestEpoch > 0 ? $" Wrote {path}{best}." : "")}");
            throw new OperationCanceledException(context.Interrupt);
        }
        if (result.End != SessionEnd.TimeLimit)
            File.Delete(checkpoint);
        if (!context.Json)
            context.Output.WriteLine($"{why}Wrote {path}{best}.");
        return 0;
    }

    /// <summary>The network for these classes, and what of it stays.</summary>
    private (Model Model, Func<string, bool>? Frozen) Network(CommandContext context, IReadOnlyList<string> classes, int seed)
    {
        Model model = _network.Load(context, context.Get(_model), classes: classes.Count);
        Graph graph = model.Graph;
        IReadOnlyCollection<string> head = [];
        if (ClassCount(model) is { } known && known != classes.Count)
        {
            (graph, var replaced) = NewHead.Replace(graph, classes.Count, seed);
            head = replaced;
        }
        var labels = new Labels([.. classes]);
        model = new Model(graph, model.Name) { Preprocessing = BatchFormat.For(model).Preprocessing, Labels = labels };
        Regex[] patterns = [.. context.Get(_freeze).Select(f => new Regex($"^{Regex.Escape(f).Replace("\\*", ".*")}$"))];
        string[] unknown = [.. context.Get(_freeze).Where((_, i) => !graph.Constants.Keys.Any(patterns[i].IsMatch))];
        if (unknown.Length > 0)
            throw new CommandException($"--freeze {unknown[0]}: the network has no weight of that name. It has, among others, {string.Join(", ", graph.Constants.Keys.Take(5))}.");
        return (model, patterns.Length == 0 ? null : name => !head.Contains(name) && patterns.Any(p => p.IsMatch(name)));
    }

    /// <summary>How many classes a model tells apart; null where its output's shape is open.</summary>
    private static int? ClassCount(Model model)
    {
        if (model.Labels is { } labels)
            return labels.Count;
        BatchFormat format = BatchFormat.For(model);
        return Trainer.ClassesOf(model.Graph, new TensorShape(1, format.Channels, format.Height, format.Width));
    }

    private string CheckpointPath(CommandContext context, string path)
    {
        if (path.EndsWith('/'))
            OutputFile.Folder(path);
        // A model that cannot be written is found now, not after hours.
        using (new OutputFile(TrainingLog.IsFolder(path) ? Path.Combine(path, "model.onnx") : path))
        {
        }
        string checkpoint = context.Get(_checkpoint) ?? (TrainingLog.IsFolder(path) ? Path.Combine(path, "training.checkpoint") : $"{path}.checkpoint");
        bool exists = File.Exists(checkpoint);
        if (context.Get(_resume) && !exists)
            throw new CommandException($"--resume: there is no checkpoint '{checkpoint}'.");
        if (!context.Get(_resume) && exists)
            throw new CommandException($"There is a checkpoint '{checkpoint}' of a training that did not end: add --resume to go on, or delete it to begin anew.");
        return checkpoint;
    }

    private static string Describe(Model model, DataSplit data, TrainingSession session) => string.Create(
        CultureInfo.InvariantCulture,
        $"{model.Name}: {session.Trainer.ParameterCount:N0} weights, {data.Training.Count:N0} pictures of {data.Training.Classes.Count} classes, {data.Validation?.Count ?? 0:N0} to judge by; "
            + $"{session.StepsPerEpoch} steps an epoch, {ReadableNumber.Bytes(session.Trainer.Memory.TotalBytes)} on {session.Trainer.DeviceName}.");
}
