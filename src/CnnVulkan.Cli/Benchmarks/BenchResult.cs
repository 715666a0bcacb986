using System.Text.Json;
using CnnVulkan.Cli.Commands;
using CnnVulkan.Cli.Output;

namespace CnnVulkan.Cli.Benchmarks;

/// <summary>What was measured of one network. Milliseconds, all of them.</summary>
internal sealed record BenchResult
{
    public required string Network { get; init; }

    public required string Device { get; init; }

    public required Precision Precision { get; init; }

    /// <summary>From the file to a worker that is ready, and its first run, with nothing kept from before; null where that was not measured.</summary>
    public (double LoadMs, double FirstMs)? Cold { get; init; }

    /// <summary>From the file to a worker that is ready.</summary>
    public required double LoadMs { get; init; }

    public required double FirstMs { get; init; }

    /// <summary>Each measured run as a user waits for it, readback included.</summary>
    public required double[] WallMs { get; init; }

    /// <summary>Each on the GPU; 0 where the device has no time stamps.</summary>
    public required double[] GpuMs { get; init; }

    /// <summary>What of each run the calling thread spends on submitting it.</summary>
    public required double[] SubmitMs { get; init; }

    public required long MultiplyAdds { get; init; }

    /// <summary>The most bytes of GPU memory allocated.</summary>
    public required long PeakBytes { get; init; }

    /// <summary>How fast the device was just before the runs; null where that was not measured.</summary>
    public DeviceSpeed? Speed { get; init; }

    /// <summary>Each dispatch of the last run; empty where it was not asked for.</summary>
    public IReadOnlyList<DispatchTiming> Profile { get; init; } = [];

    public double MinMs => WallMs.Min();

    public double MedianMs => Quantile(WallMs, 0.5);

    public double P95Ms => Quantile(WallMs, 0.95);

    public bool HasGpuTimes => GpuMs.Min() > 0;

    public double GpuMinMs => HasGpuTimes ? GpuMs.Min() : double.NaN;

    public double GpuMedianMs => HasGpuTimes ? Quantile(GpuMs, 0.5) : double.NaN;

    public double GpuP95Ms => HasGpuTimes ? Quantile(GpuMs, 0.95) : double.NaN;

    public double SubmitMedianMs => Quantile(SubmitMs, 0.5);

    /// <summary>A multiply-add is two operations; by the GPU's own time where there is one.</summary>
    public double Gflops => 2e-6 * MultiplyAdds / (HasGpuTimes ? GpuMedianMs : MedianMs);

    /// <summary>The part of the device's most operations per second that the median run reaches.</summary>
    public double? ShareOfPeak => Gflops / Speed?.Gflops;

    public void Describe(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("network", Network);
        json.WriteString("device", Device);
        json.WriteString("precision", ModelOptions.Text(Precision));
        if (Cold is { } cold)
        {
            json.WriteReal("load_cold_ms", cold.LoadMs, 3);
            json.WriteReal("first_cold_ms", cold.FirstMs, 3);
        }
        json.WriteReal("load_ms", LoadMs, 3);
        json.WriteReal("first_ms", FirstMs, 3);
        json.WriteReal("min_ms", MinMs, 3);
        json.WriteReal("median_ms", MedianMs, 3);
        json.WriteReal("p95_ms", P95Ms, 3);
        json.WriteReal("gpu_min_ms", GpuMinMs, 3);
        json.WriteReal("gpu_median_ms", GpuMedianMs, 3);
        json.WriteReal("gpu_p95_ms", GpuP95Ms, 3);
        json.WriteReal("submit_median_ms", SubmitMedianMs, 4);
        json.WriteReal("gflops", Gflops, 3);
        json.WriteNumber("peak_bytes", PeakBytes);
        if (Speed is not null)
        {
            json.WriteReal("device_gflops", Speed.Gflops, 3);
            json.WriteReal("device_copy_gbs", Speed.CopyGigabytesPerSecond, 3);
            json.WriteReal("share_of_peak", ShareOfPeak ?? double.NaN, 4);
        }
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
            json.WriteString("way", dispatch.Way?.ToString());
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
