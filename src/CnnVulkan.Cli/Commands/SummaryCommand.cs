using System.CommandLine;
using CnnVulkan.Cli.Diagrams;
using CnnVulkan.Cli.Output;
using CnnVulkan.Cli.Pictures;
using CnnVulkan.Training;

namespace CnnVulkan.Cli.Commands;

/// <summary>Shows what a network is made of, without a GPU.</summary>
internal sealed class SummaryCommand : ToolCommand
{
    private readonly Argument<string> _model = ModelOptions.Argument();
    private readonly Option<string[]> _shapes = ModelOptions.Shapes();
    private readonly Option<Precision> _precision = ModelOptions.Precision();
    private readonly NetworkFlags _network;
    private readonly Option<bool> _isTraining = new("--training") { Description = "What training it takes of a GPU, too: by gradient descent with momentum, all weights." };
    private readonly Option<int> _batch = ModelOptions.Count("--batch", "With --training: how many pictures a step sees.", usual: 64, least: 1);
    private readonly Option<string?> _svg = new("--svg") { Description = "Draw the network as an SVG file.", HelpName = "FILE.svg" };
    private readonly Option<string?> _png = new("--png") { Description = "Draw the network as a PNG file.", HelpName = "FILE.png" };

    public SummaryCommand(CommonOptions common, CancellationToken interrupt)
        : base("summary", "Show a network layer by layer: shapes, parameters, operations, memory, receptive fields. Needs no GPU.", common, interrupt)
    {
        Arguments.Add(_model);
        Options.Add(_shapes);
        Options.Add(_precision);
        _network = new NetworkFlags(this, weights: false, sizesFiles: true);
        Options.Add(_isTraining);
        Options.Add(_batch);
        Options.Add(_svg);
        Options.Add(_png);
    }

    protected override int Execute(CommandContext context)
    {
        using OutputFile? svg = context.Get(_svg) is { } svgPath ? new OutputFile(svgPath) : null;
        using OutputFile? png = context.Get(_png) is { } pngPath ? new OutputFile(pngPath) : null;
        Model model = _network.Load(context, context.Get(_model));
        Dictionary<string, TensorShape> inputs = InputShapes.Of(model, context.Get(_shapes), _network.Sizes(context));
        ModelSummary summary = ModelSummary.Of(model, inputs, context.Get(_precision));
        TrainingMemory? training = context.Get(_isTraining) ? TrainingOf(context, model, inputs) : null;
        if (svg is not null || png is not null)
            Draw(NetworkDrawing.Of(model, summary, inputs), svg, png);
        if (context.Json)
            context.WriteJson(json => SummaryJson.Write(json, summary, training));
        else
            Print(context, model, summary);
        if (training is not null && !context.Json)
            Print(context, training);
        return 0;
    }

    private TrainingMemory TrainingOf(CommandContext context, Model model, Dictionary<string, TensorShape> inputs)
    {
        if (inputs.Count != 1 || inputs.Values.Single() is not { Rank: > 1 } shape)
            throw new CommandException($"--training: {model.Name} has {inputs.Count} inputs; a network of one, for pictures, can be trained.");
        return TrainingMemory.Of(model.Graph, new TrainingOptions { BatchSize = context.Get(_batch) }, new TensorShape([.. shape.Dimensions.Skip(1)]));
    }

    private void Print(CommandContext context, TrainingMemory training)
    {
        context.Output.WriteLine(FormattableString.Invariant(
            $"Training in batches of {context.Get(_batch)}: {training.Parameters:N0} trained; {training.MultiplyAdds:N0} multiply-adds and {training.Dispatches} dispatches a step."));
        context.Output.WriteLine($"{ReadableNumber.Bytes(training.TotalBytes)} on the GPU: {ReadableNumber.Bytes(training.ActivationBytes)} of activations and gradients (no plan can do with less than "
            + $"{ReadableNumber.Bytes(training.LowerBoundBytes)}), {ReadableNumber.Bytes(training.ParameterBytes)} of weights and what the optimiser remembers, "
            + $"{ReadableNumber.Bytes(training.ConstantBytes)} of constants, {ReadableNumber.Bytes(training.StagingBytes)} to carry batches.");
    }

    private static void Draw(Drawing drawing, OutputFile? svg, OutputFile? png)
    {
        if (png is not null)
        {
            PictureFile.SavePng(DrawingRaster.Paint(drawing), png.Stream);
            png.Commit();
        }
        if (svg is not null)
        {
            SvgFile.Save(drawing, svg.Stream);
            svg.Commit();
        }
    }

    private static void Print(CommandContext context, Model model, ModelSummary summary)
    {
        LayerCost total = summary.Total;
        context.Output.WriteLine(model.ToString());
        if (PictureText.Of(model) is { } pictures)
            context.Output.WriteLine(pictures);
        context.WriteTable(SummaryTable.Of(summary));
        context.Output.WriteLine(FormattableString.Invariant(
            $"{total.Parameters:N0} parameters: {total.Weights:N0} weights and {total.Biases:N0} biases, {ReadableNumber.Bytes(total.WeightBytes)}."));
        context.Output.WriteLine(FormattableString.Invariant(
            $"{total.MultiplyAdds:N0} multiply-adds, {total.Flops:N0} FLOPs; {total.Activations:N0} activations, {ReadableNumber.Bytes(total.ActivationBytes)}."));
        context.Output.WriteLine($"Planned peak {ReadableNumber.Bytes(summary.PlannedPeakBytes)}; no plan can do with less than "
            + $"{ReadableNumber.Bytes(summary.LowerBoundBytes)}.");
    }
}
