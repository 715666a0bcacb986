using System.Globalization;
using System.Text.Json;
using CnnVulkan.Cli.Output;
using Spectre.Console;

namespace CnnVulkan.Benchmarks;

/// <summary>Measurements of layers for people and for machines.</summary>
internal static class LayerReport
{
    public static void Describe(Utf8JsonWriter json, string device, DeviceSpeed speed)
    {
        json.WriteStartObject();
        json.WriteString("device", device);
        json.WriteReal("gflops", speed.Gflops, 3);
        json.WriteReal("copy_gbs", speed.CopyGigabytesPerSecond, 3);
        json.WriteEndObject();
    }

    public static void Describe(Utf8JsonWriter json, LayerResult result, DeviceSpeed speed)
    {
        json.WriteStartObject();
        json.WriteString("layer", result.Case.Description);
        json.WriteString("node", result.Case.Node);
        json.WriteStartObject("networks");
        foreach ((string network, int count) in result.Case.Counts)
            json.WriteNumber(network, count);
        json.WriteEndObject();
        json.WriteString("algorithm", result.Algorithm);
        json.WriteReal("min_ms", result.MinMs);
        json.WriteReal("median_ms", result.MedianMs);
        json.WriteNumber("multiply_adds", result.Case.MultiplyAdds);
        json.WriteNumber("bytes", result.Bytes);
        json.WriteReal("gflops", result.Gflops, 3);
        json.WriteReal("gbs", result.GigabytesPerSecond, 3);
        json.WriteReal("least_ms", speed.LeastTime(result.Case.MultiplyAdds, result.Bytes));
        json.WriteReal("share_of_peak", result.ShareOf(speed), 4);
        json.WriteEndObject();
    }

    /// <summary>One line per layer, in the order of the networks.</summary>
    public static Table Table(IEnumerable<LayerResult> results, DeviceSpeed speed)
    {
        Table table = Empty(["layer", "networks", "algorithm"], ["min ms", "median", "GFLOP/s", "GB/s", "least ms", "of peak"]);
        foreach (LayerResult r in results)
        {
            string networks = string.Join(", ", r.Case.Counts.Select(c => c.Value == 1 ? c.Key : $"{c.Value}× {c.Key}"));
            Add(table, [r.Case.Description, networks, r.Algorithm],
                (r.MinMs, "0.000"), (r.MedianMs, "0.000"), (r.Gflops, "0.0"), (r.GigabytesPerSecond, "0.0"),
                (speed.LeastTime(r.Case.MultiplyAdds, r.Bytes), "0.000"), (r.ShareOf(speed), "0.0%"));
        }
        return table;
    }

    /// <summary>What the layers come to in each network, and what they would at the device's best.</summary>
    public static Table Sums(IReadOnlyCollection<LayerResult> results, DeviceSpeed speed)
    {
        Table table = Empty(["network"], ["median ms", "GFLOP/s", "least ms", "of peak"]);
        foreach (string network in results.SelectMany(r => r.Case.Counts.Keys).Distinct())
        {
            var layers = results.Where(r => r.Case.Counts.ContainsKey(network)).Select(r => (Result: r, Count: r.Case.Counts[network])).ToList();
            double median = layers.Sum(l => l.Count * l.Result.MedianMs);
            double least = layers.Sum(l => l.Count * speed.LeastTime(l.Result.Case.MultiplyAdds, l.Result.Bytes));
            double operations = layers.Sum(l => 2e-6 * l.Count * l.Result.Case.MultiplyAdds);
            Add(table, [network], (median, "0.00"), (operations / median, "0.0"), (least, "0.00"), (least / median, "0.0%"));
        }
        return table;
    }

    private static Table Empty(string[] texts, string[] numbers)
    {
        Table table = new Table().Border(TableBorder.Simple);
        foreach (string column in texts)
            table.AddColumn(new TableColumn(column).NoWrap());
        foreach (string column in numbers)
            table.AddColumn(new TableColumn(column).RightAligned().NoWrap());
        return table;
    }

    private static void Add(Table table, string[] texts, params (double Value, string Format)[] numbers)
        => table.AddRow([.. texts.Concat(numbers.Select(n => n.Value.ToString(n.Format, CultureInfo.InvariantCulture))).Select(t => new Text(t))]);
}
