using CnnVulkan.Plans;
using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>Runs timed dispatch by dispatch, for devices with time stamps. The stamps keep neighbours from overlapping, so it takes a little longer.</summary>
internal sealed class ProfiledRun : SubmittedRun
{
    private readonly GpuTimestamps _timestamps;

    public ProfiledRun(PlanExecutor executor)
        : base(executor)
    {
        int count = executor.Plan.Dispatches.Length;
        _timestamps = executor.Own(new GpuTimestamps(executor.Device.Vulkan, executor.Timeline.Queue, count + 1));
        CommandBuffer commands = executor.Pool.Allocate("profiled run");
        Commands = [commands];
        var writer = new CommandWriter(executor.Device.Vulkan, commands);
        // Submitted again while the last submission may still run.
        writer.Begin(CommandBufferUsageFlags.SimultaneousUseBit);
        writer.FullBarrier();
        _timestamps.Reset(commands);
        _timestamps.Write(commands, 0, PipelineStageFlags.TopOfPipeBit);
        for (int i = 0; i < count; i++)
        {
            executor.RecordDispatch(writer, i);
            _timestamps.Write(commands, i + 1, PipelineStageFlags.BottomOfPipeBit);
        }
        writer.End();
    }

    protected override CommandBuffer[] Commands { get; }

    public override double Milliseconds() => Fetch() ? _timestamps.Milliseconds(0, Executor.Plan.Dispatches.Length) : 0;

    public override IReadOnlyList<DispatchTiming> Profile()
        => Fetch() ? [.. Executor.Plan.Dispatches.Select((d, i) => DispatchTiming.Of(d, _timestamps.Milliseconds(i, i + 1)))] : [];

    private bool Fetch()
    {
        if (!HasRun)
            return false;
        Wait();
        _timestamps.Fetch();
        return true;
    }
}
