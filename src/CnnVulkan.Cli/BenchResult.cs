using System.Text.Json;
using CnnVulkan.Cli.Commands;
using CnnVulkan.Cli.Output;

namespace CnnVulkan.Cli;

/// <summary>What was measured of one network.</summary>
/// <param name="Network">Its name.</param>
/// <param name="Device">The device's name.</param>
/// <param name="Precision">How reals are stored.</param>
/// <param name="LoadMs">Milliseconds from the file to a worker that is ready.</param>
/// <param name="FirstMs">Milliseconds of the first run.</param>
/// <param name="WallMs">Milliseconds of each measured run, readback included.</param>
/// <param name="GpuMs">Milliseconds of each on the GPU; 0 where the device has no time stamps.</param>
/// <param name="MultiplyAdds">Multiply-adds of a run.</param>
/// <param name="PeakBytes">The most bytes of GPU memory allocated.</param>
/// <param name="Profile">Each dispatch of the last run; empty where it was not asked for.</param>
internal sealed record BenchResult(
    string Network, string Device, Precision Precision, double LoadMs, double FirstMs, double[] WallMs, double[] GpuMs, long MultiplyAdds, long PeakBytes,
    IReadOnlyList<DispatchTiming> Profile)
{
    public double MinMs => WallMs.Min();

    public double MedianMs => Quantile(WallMs, 0.5);

    public double P95Ms => Quantile(WallMs, 0.95);

    public double GpuMedianMs => Quantile(GpuMs, 0.5);

    /// <summary>A multiply-add is two operations; by the GPU's own time where there is one.</summary>
    public double Gflops => 2e-6 * MultiplyAdds / (GpuMedianMs > 0 ? GpuMedianMs : MedianMs);

    public void Describe(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("network", Network);
        json.WriteString("device", Device);
        json.WriteString("precision", ModelOptions.Text(Precision));
        json.WriteReal("load_ms", LoadMs, 3);
        json.WriteReal("first_ms", FirstMs, 3);
        json.WriteReal("min_ms", MinMs, 3);
        json.WriteReal("median_ms", MedianMs, 3);
        json.WriteReal("p95_ms", P95Ms, 3);
        json.WriteReal("gpu_median_ms", GpuMedianMs > 0 ? GpuMedianMs : double.NaN, 3);
        json.WriteReal("gflops", Gflops, 3);
        json.WriteNumber("peak_bytes", PeakBytes);
        if (Profile.Count > 0)
            DescribeProfile(json);
        json.WriteEndObject();
    }

    private void DescribeProfile(Utf8JsonWriter json)
    {
        json.WriteStartArray("profile");
        foreach (DispatchTiming dispatch in Profile)
        {
            json.WriteStartObject();
            json.WriteString("name", dispatch.Name);
            json.WriteString("operator", dispatch.Operator);
            json.WriteString("shader", dispatch.Shader);
            json.WriteReal("ms", dispatch.Milliseconds);
            json.WriteNumber("multiply_adds", dispatch.MultiplyAdds);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>The nearest-rank quantile.</summary>
    private static double Quantile(double[] values, double part)
        => values.Order().ElementAt(Math.Clamp((int)Math.Ceiling(part * values.Length) - 1, 0, values.Length - 1));
}
