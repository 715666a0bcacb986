using System.CommandLine;
using System.Text.Json;
using CnnVulkan.Cli.Output;
using Spectre.Console;

namespace CnnVulkan.Cli.Commands;

/// <summary>Shows what a network is made of, without a GPU.</summary>
internal sealed class SummaryCommand : ToolCommand
{
    private readonly Argument<string> _model = ModelOptions.Argument();
    private readonly Option<string[]> _shapes = ModelOptions.Shapes();
    private readonly Option<Precision> _precision = ModelOptions.Precision();
    private readonly NetworkFlags _network;

    public SummaryCommand(CommonOptions common, CancellationToken interrupt)
        : base("summary", "Show a network layer by layer: shapes, parameters, multiply-adds, memory. Needs no GPU.", common, interrupt)
    {
        Arguments.Add(_model);
        Options.Add(_shapes);
        Options.Add(_precision);
        _network = new NetworkFlags(this, weights: false);
    }

    protected override int Execute(CommandContext context)
    {
        Model model = _network.Load(context, context.Get(_model));
        ModelSummary summary = ModelSummary.Of(model, InputShapes.Of(model, _network.Shapes(context, model, context.Get(_shapes))), context.Get(_precision));
        if (context.Json)
            context.WriteJson(json => Describe(json, summary));
        else
            Print(context, model, summary);
        return 0;
    }

    private static void Print(CommandContext context, Model model, ModelSummary summary)
    {
        context.Output.WriteLine(model.ToString());
        var table = new Table().Border(TableBorder.Simple).AddColumn("layer").AddColumn("operator").AddColumn("output");
        foreach (string column in new[] { "parameters", "multiply-adds", "activations" })
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (LayerSummary layer in summary.Layers)
        {
            table.AddRow(
                new Text(layer.Name), new Text(layer.Operator), new Text(layer.OutputShape.ToString()), new Text($"{layer.Parameters:N0}"),
                new Text($"{layer.MultiplyAdds:N0}"), new Text(ReadableNumber.Bytes(layer.ActivationBytes)));
        }
        context.WriteTable(table);
        context.Output.WriteLine($"{summary.Layers.Length} layers, {summary.Parameters:N0} parameters, {summary.MultiplyAdds:N0} multiply-adds, "
            + $"{ReadableNumber.Bytes(summary.ActivationBytes)} of activations.");
        context.Output.WriteLine($"Planned peak {ReadableNumber.Bytes(summary.PlannedPeakBytes)}; no plan can do with less than "
            + $"{ReadableNumber.Bytes(summary.LowerBoundBytes)}.");
    }

    private static void Describe(Utf8JsonWriter json, ModelSummary summary)
    {
        json.WriteStartObject();
        json.WriteStartArray("layers");
        foreach (LayerSummary layer in summary.Layers)
        {
            json.WriteStartObject();
            json.WriteString("name", layer.Name);
            json.WriteString("operator", layer.Operator);
            json.WriteStartArray("output_shape");
            foreach (int extent in layer.OutputShape.Dimensions)
                json.WriteNumberValue(extent);
            json.WriteEndArray();
            json.WriteNumber("parameters", layer.Parameters);
            json.WriteNumber("multiply_adds", layer.MultiplyAdds);
            json.WriteNumber("activation_bytes", layer.ActivationBytes);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartObject("totals");
        json.WriteNumber("parameters", summary.Parameters);
        json.WriteNumber("multiply_adds", summary.MultiplyAdds);
        json.WriteNumber("activation_bytes", summary.ActivationBytes);
        json.WriteNumber("planned_peak_bytes", summary.PlannedPeakBytes);
        json.WriteNumber("lower_bound_bytes", summary.LowerBoundBytes);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
