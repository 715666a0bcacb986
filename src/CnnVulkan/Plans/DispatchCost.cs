namespace CnnVulkan.Plans;

/// <summary>
/// A guess at what a dispatch costs before it was ever timed: its multiply-adds or its bytes, whichever takes longer. The rates are what a
/// slow device of either kind reaches, so the first run takes a few frames too many rather than a frame too long.
/// </summary>
internal static class DispatchCost
{
    /// <summary>llvmpipe reaches 2.5 in dense layers and 35 in convolutions on two cores.</summary>
    private const double CpuGigaMultiplyAdds = 2;

    private const double CpuGigaBytes = 2;

    /// <summary>An integrated GPU of 2015 computes about 400 at best; a kernel reaches a quarter.</summary>
    private const double GpuGigaMultiplyAdds = 50;

    /// <summary>Two channels of DDR3 bring 25 at best.</summary>
    private const double GpuGigaBytes = 10;

    /// <summary>What a dispatch costs that does nothing.</summary>
    private const double LaunchMilliseconds = 0.01;

    public static double Milliseconds(Dispatch dispatch, DeviceTraits traits)
    {
        long bytes = 0;
        foreach (Access access in dispatch.Bindings)
            bytes += access.End - access.Start;
        double compute = dispatch.MultiplyAdds / (traits.IsCpu ? CpuGigaMultiplyAdds : GpuGigaMultiplyAdds);
        return Math.Max(LaunchMilliseconds + compute / 1e6, Milliseconds(bytes, traits));
    }

    /// <summary>What it costs to pass over so many bytes.</summary>
    public static double Milliseconds(long bytes, DeviceTraits traits) => LaunchMilliseconds + bytes / (traits.IsCpu ? CpuGigaBytes : GpuGigaBytes) / 1e6;
}
