using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>Runs timed from end to end: two time stamps, where the device has them.</summary>
internal sealed class WholeRun : SubmittedRun
{
    private readonly GpuTimestamps? _timestamps;

    public WholeRun(PlanExecutor executor)
        : base(executor)
    {
        if (executor.Device.Info.Timestamps)
            _timestamps = executor.Own(new GpuTimestamps(executor.Device.Vulkan, 2));
        Commands = executor.Pool.Allocate("run");
        var writer = new CommandWriter(executor.Device.Vulkan, Commands);
        // Submitted again while the last submission may still run.
        writer.Begin(CommandBufferUsageFlags.SimultaneousUseBit);
        writer.FullBarrier();
        _timestamps?.Reset(Commands);
        _timestamps?.Write(Commands, 0, PipelineStageFlags.TopOfPipeBit);
        executor.RecordDispatches(writer);
        _timestamps?.Write(Commands, 1, PipelineStageFlags.BottomOfPipeBit);
        writer.End();
    }

    protected override CommandBuffer Commands { get; }

    public override double Milliseconds()
    {
        if (_timestamps is null || !HasRun)
            return 0;
        Wait();
        _timestamps.Fetch();
        return _timestamps.Milliseconds(0, 1);
    }

    public override IReadOnlyList<DispatchTiming> Profile() => [];
}
