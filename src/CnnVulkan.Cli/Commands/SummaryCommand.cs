using System.CommandLine;
using CnnVulkan.Cli.Diagrams;
using CnnVulkan.Cli.Output;
using CnnVulkan.Cli.Pictures;

namespace CnnVulkan.Cli.Commands;

/// <summary>Shows what a network is made of, without a GPU.</summary>
internal sealed class SummaryCommand : ToolCommand
{
    private readonly Argument<string> _model = ModelOptions.Argument();
    private readonly Option<string[]> _shapes = ModelOptions.Shapes();
    private readonly Option<Precision> _precision = ModelOptions.Precision();
    private readonly NetworkFlags _network;
    private readonly Option<string?> _svg = new("--svg") { Description = "Draw the network as an SVG file.", HelpName = "FILE.svg" };
    private readonly Option<string?> _png = new("--png") { Description = "Draw the network as a PNG file.", HelpName = "FILE.png" };

    public SummaryCommand(CommonOptions common, CancellationToken interrupt)
        : base("summary", "Show a network layer by layer: shapes, parameters, operations, memory, receptive fields. Needs no GPU.", common, interrupt)
    {
        Arguments.Add(_model);
        Options.Add(_shapes);
        Options.Add(_precision);
        _network = new NetworkFlags(this, weights: false, sizesFiles: true);
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
        if (svg is not null || png is not null)
            Draw(NetworkDrawing.Of(model, summary, inputs), svg, png);
        if (context.Json)
            context.WriteJson(json => SummaryJson.Write(json, summary));
        else
            Print(context, model, summary);
        return 0;
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
