using CnnVulkan.Plans;
using CnnVulkan.Tuning;

namespace CnnVulkan;

/// <summary>
/// How fast a device computes and copies at most: what a network's time is held against, so that results of noisy and of different
/// machines compare.
/// </summary>
/// <param name="Gflops">Billions of 32-bit operations per second, a multiply-add being two.</param>
/// <param name="CopyGigabytesPerSecond">Billions of bytes per second, those read and those written together.</param>
public sealed record DeviceSpeed(double Gflops, double CopyGigabytesPerSecond)
{
    /// <summary>Long against the granularity of time stamps and the start of a dispatch, short against a user's patience.</summary>
    private const double LeastMilliseconds = 4;

    /// <summary>The best of some: a shared machine is only ever slower than it is.</summary>
    private const int Runs = 5;

    /// <summary>Larger than the last-level caches of CPUs (32 MiB and more), and of GPUs (50 MiB on an H100).</summary>
    private const int CpuCopyBytes = 64 << 20, CopyBytes = 256 << 20;

    /// <summary>The least milliseconds that a computation of these would take: that of the two that is in the way longer.</summary>
    /// <param name="multiplyAdds">Its multiply-adds.</param>
    /// <param name="bytes">The bytes it must read and write.</param>
    public double LeastTime(long multiplyAdds, long bytes) => Math.Max(2e-6 * multiplyAdds / Gflops, 1e-6 * bytes / CopyGigabytesPerSecond);

    /// <summary>Measures a device; takes about 50 ms, and up to 512 MiB of its memory meanwhile.</summary>
    /// <param name="device">The device; nothing else should run on it.</param>
    /// <exception cref="GpuOutOfMemoryException">There is not enough memory.</exception>
    public static DeviceSpeed Measure(VisionDevice device) => new(MeasureGflops(device), MeasureCopy(device));

    private static double MeasureGflops(VisionDevice device)
    {
        // Enough to fill the largest GPU, few enough for a CPU to be done in milliseconds.
        var input = new Tensor<float>(new TensorShape(device.Traits.IsCpu ? 1 << 12 : 1 << 19));
        for (int rounds = 64; ; rounds *= 4)
        {
            Plan plan = MultiplyAddLoop.Plan(input, rounds, device.Profile);
            double milliseconds = Best(plan, device);
            if (milliseconds >= LeastMilliseconds || rounds >= 1 << 26)
                return 2e-6 * plan.MultiplyAdds / Math.Max(milliseconds, 1e-6);
        }
    }

    private static double MeasureCopy(VisionDevice device)
    {
        long bytes = Math.Min(device.Traits.IsCpu ? CpuCopyBytes : CopyBytes, Math.Min(device.Limits.MaxBindingBytes, device.Info.MemoryBytes / 8)) / 16 * 16;
        Plan plan = StreamCopy.Plan(new Tensor<float>(new TensorShape((int)(bytes / 4))), device.Profile);
        return 2e-6 * bytes / Math.Max(Best(plan, device), 1e-6);
    }

    private static double Best(Plan plan, VisionDevice device)
    {
        using var probe = new LayerProbe(plan, device);
        return probe.Measure(Runs, patience: double.PositiveInfinity)[0];
    }
}
