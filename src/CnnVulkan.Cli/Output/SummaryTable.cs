using System.Globalization;
using Spectre.Console;

namespace CnnVulkan.Cli.Output;

/// <summary>A summary as people read it: one line per layer, about 130 columns wide. What is nothing is left blank.</summary>
internal static class SummaryTable
{
    /// <summary>Longer names lose their beginning: exporters put the path of modules there.</summary>
    private const int NameWidth = 24;

    private static readonly string[] Numbers =
        ["weights", "biases", "mul-adds", "FLOPs", "outputs", "bytes", "weight\nbytes", "field", "stride", "pad"];

    public static Table Of(ModelSummary summary)
    {
        Table table = new Table().Border(TableBorder.Simple);
        foreach (string column in new[] { "layer", "operator", "output" })
            table.AddColumn(new TableColumn(column).PadLeft(0).PadRight(1).NoWrap());
        foreach (string column in Numbers)
            table.AddColumn(new TableColumn(column).RightAligned().PadLeft(0).PadRight(1).NoWrap());
        foreach (LayerSummary layer in summary.Layers)
            table.AddRow([Name(layer.Name), new Text(layer.Operator), new Text(layer.OutputShape.ToString()), .. Cells(layer.Cost, layer.Field)]);
        table.AddEmptyRow();
        table.AddRow([new Text("total"), new Text(""), new Text($"{summary.Layers.Length} layers"), .. Cells(summary.Total, field: null)]);
        return table;
    }

    private static Text Name(string name) => new(name.Length > NameWidth ? "…" + name[^(NameWidth - 1)..] : name);

    private static Text[] Cells(LayerCost cost, ReceptiveField? field)
    {
        string bytes = cost.WeightBytes == 0 ? "" : ReadableNumber.Bytes(cost.WeightBytes);
        string stride = field is null || field.SeesAll ? "" : Joined(field, a => a.Stride);
        string pad = field is null || field.SeesAll ? "" : Joined(field, a => a.PadBegin);
        return [.. new[]
        {
            Exact(cost.Weights), Exact(cost.Biases), Rounded(cost.MultiplyAdds), Rounded(cost.Flops), Exact(cost.Activations),
            ReadableNumber.Bytes(cost.ActivationBytes), bytes, field?.ToString() ?? "", stride, pad,
        }.Select(cell => new Text(cell))];
    }

    /// <summary>The number of every axis; one where all are the same.</summary>
    private static string Joined(ReceptiveField field, Func<ReceptiveAxis, double> number)
    {
        string[] all = [.. field.Axes.Select(a => number(a).ToString("0.##", CultureInfo.InvariantCulture))];
        return all.Distinct().Count() == 1 ? all[0] : string.Join('×', all);
    }

    private static string Exact(long number) => number == 0 ? "" : number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Rounded(long number) => number == 0 ? "" : ReadableNumber.Count(number);
}
