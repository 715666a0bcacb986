using System.Globalization;
using CnnVulkan.Cli.Output;
using Spectre.Console;

namespace CnnVulkan.Cli.Benchmarks;

/// <summary>Measurements for people.</summary>
internal static class BenchTables
{
    private static readonly string[] SuiteColumns =
    [
        "load,\ncold ms", "first,\ncold", "load,\nwarm", "first,\nwarm", "min", "median", "95 %", "GPU min", "GPU\nmedian", "GPU\n95 %", "GFLOP/s", "of\npeak",
        "device\nGFLOP/s", "copy\nGB/s", "memory",
    ];

    /// <summary>One line per network.</summary>
    public static Table OfSuite(IEnumerable<BenchResult> results)
    {
        Table table = Empty(["network"], SuiteColumns);
        foreach (BenchResult r in results)
        {
            table.AddRow(
            [
                new Text(r.Network),
                .. new[]
                {
                    Number(r.Cold?.LoadMs ?? double.NaN, "0"), Number(r.Cold?.FirstMs ?? double.NaN, "0"), Number(r.LoadMs, "0"), Number(r.FirstMs, "0.0"),
                    Number(r.MinMs, "0.00"), Number(r.MedianMs, "0.00"), Number(r.P95Ms, "0.00"),
                    Number(r.GpuMinMs, "0.00"), Number(r.GpuMedianMs, "0.00"), Number(r.GpuP95Ms, "0.00"),
                    Number(r.Gflops, "0.0"), Number(r.ShareOfPeak ?? double.NaN, "0.0%"), Number(r.Speed?.Gflops ?? double.NaN, "0"),
                    Number(r.Speed?.CopyGigabytesPerSecond ?? double.NaN, "0.0"), ReadableNumber.Bytes(r.PeakBytes),
                }.Select(t => new Text(t)),
            ]);
        }
        return table;
    }

    /// <summary>One line per dispatch.</summary>
    public static Table OfProfile(IReadOnlyList<DispatchTiming> profile)
    {
        double total = profile.Sum(d => d.Milliseconds);
        Table table = Empty(["dispatch", "operator", "shader", "way"], ["ms", "share", "GFLOP/s"]);
        foreach (DispatchTiming d in profile)
        {
            string speed = d.MultiplyAdds > 0 && d.Milliseconds > 0 ? Number(2e-6 * d.MultiplyAdds / d.Milliseconds, "0.0") : "";
            table.AddRow(
                new Text(d.Name), new Text(d.Operator), new Text(d.Shader), new Text(d.Way?.ToString() ?? ""), new Text(Number(d.Milliseconds, "0.000")),
                new Text(Number(d.Milliseconds / Math.Max(total, 1e-9), "0.0%")), new Text(speed));
        }
        return table;
    }

    private static Table Empty(string[] texts, string[] numbers)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (string column in texts)
            table.AddColumn(column);
        foreach (string column in numbers)
            table.AddColumn(new TableColumn(column).RightAligned());
        return table;
    }

    /// <summary>Blank where there is none.</summary>
    private static string Number(double value, string format) => double.IsNaN(value) ? "" : value.ToString(format, CultureInfo.InvariantCulture);
}
