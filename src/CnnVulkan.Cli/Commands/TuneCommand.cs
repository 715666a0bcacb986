using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CnnVulkan.Cli.Output;
using Spectre.Console;

namespace CnnVulkan.Cli.Commands;

/// <summary>Finds the fastest way to compute each layer on the device and keeps it.</summary>
internal sealed class TuneCommand : ToolCommand
{
    private readonly Argument<string[]> _models = new("MODEL") { Description = "Model files, folders, or names of `cnnvulkan networks`.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string[]> _shapes = ModelOptions.Shapes();
    private readonly Option<Precision> _precision = ModelOptions.Precision();
    private readonly NetworkFlags _network;

    public TuneCommand(CommonOptions common, CancellationToken interrupt)
        : base("tune", "Try the ways each layer can be computed on this device and keep the fastest for all later runs. Never needed.", common, interrupt)
    {
        Arguments.Add(_models);
        Options.Add(_precision);
        Options.Add(_shapes);
        _network = new NetworkFlags(this, sizesFiles: true);
    }

    protected override int Execute(CommandContext context)
    {
        foreach (string path in context.Get(_models))
        {
            Model model = _network.Load(context, path);
            var options = new WorkerOptions
            {
                Precision = context.Get(_precision),
                InputShapes = InputShapes.Of(model, context.Get(_shapes), _network.Sizes(context)),
            };
            var told = new Progress(layer => context.WriteJson(json => Describe(json, model.Name, layer)));
            IReadOnlyList<TunedLayer> layers = KernelTuner.Run(model.Graph, context.Device, options, context.Json ? told : null, context.Interrupt);
            if (!context.Json)
                Print(context, model, layers);
        }
        return 0;
    }

    private static void Describe(Utf8JsonWriter json, string network, TunedLayer layer)
    {
        json.WriteStartObject();
        json.WriteString("network", network);
        json.WriteString("node", layer.Node);
        json.WriteString("layer", layer.Layer);
        json.WriteReal("rule_ms", layer.RuleMilliseconds);
        json.WriteReal("ms", layer.Milliseconds);
        json.WriteString("choice", layer.Choice?.ToString());
        json.WriteStartObject("ways");
        foreach ((Way way, double milliseconds) in layer.Ways)
            json.WriteReal(way.ToString(), milliseconds);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Print(CommandContext context, Model model, IReadOnlyList<TunedLayer> layers)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumn("layer").AddColumn("choice");
        foreach (string column in new[] { "rule, ms", "now, ms" })
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (TunedLayer layer in layers.Where(l => l.Choice is not null))
            table.AddRow(new Text(layer.Layer), new Text(layer.Choice!.ToString()), new Text(Text(layer.RuleMilliseconds)), new Text(Text(layer.Milliseconds)));
        if (table.Rows.Count > 0)
            context.WriteTable(table);
        context.Output.WriteLine(
            $"{model.Name} on {context.Device.Name}: {table.Rows.Count} of {layers.Count} distinct layers are faster another way; "
            + $"together {Text(layers.Sum(l => l.RuleMilliseconds))} ms before, {Text(layers.Sum(l => l.Milliseconds))} ms now.");
    }

    private static string Text(double milliseconds) => milliseconds.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>Tells at once, on the same thread.</summary>
    private sealed class Progress(Action<TunedLayer> tell) : IProgress<TunedLayer>
    {
        public void Report(TunedLayer value) => tell(value);
    }
}
