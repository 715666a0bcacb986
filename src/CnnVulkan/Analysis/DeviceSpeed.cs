using System.Diagnostics;
using CnnVulkan.Analysis;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;

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
            using Worker worker = Of(new MultiplyAddLoop(rounds), input, device);
            double milliseconds = Best(worker, device);
            if (milliseconds >= LeastMilliseconds || rounds >= 1 << 26)
                return 2e-6 * worker.Plan!.MultiplyAdds / Math.Max(milliseconds, 1e-6);
        }
    }

    private static double MeasureCopy(VisionDevice device)
    {
        long bytes = Math.Min(device.Traits.IsCpu ? CpuCopyBytes : CopyBytes, Math.Min(device.Limits.MaxBindingBytes, device.Info.MemoryBytes / 8)) / 16 * 16;
        using Worker worker = Of(new StreamCopy(), new Tensor<float>(new TensorShape((int)(bytes / 4))), device);
        return 2e-6 * bytes / Math.Max(Best(worker, device), 1e-6);
    }

    private static Worker Of(Operator operation, Tensor<float> input, VisionDevice device) => new(
        new Graph("speed", [], ["output"], [new Node("speed", operation, ["input"], ["output"])], new Dictionary<string, Tensor> { ["input"] = input }),
        device);

    /// <summary>The first run compiles and touches memory; it does not count.</summary>
    private static double Best(Worker worker, VisionDevice device)
        => Enumerable.Range(0, Runs + 1).Select(_ => Run(worker, device)).Skip(1).Min();

    private static double Run(Worker worker, VisionDevice device)
    {
        long start = Stopwatch.GetTimestamp();
        worker.Schedule();
        if (device.Info.Timestamps)
            return worker.LastGpuTime.TotalMilliseconds;
        while (!worker.IsDone)
            Thread.Yield();
        return (Stopwatch.GetTimestamp() - start) * 1e3 / Stopwatch.Frequency;
    }
}
