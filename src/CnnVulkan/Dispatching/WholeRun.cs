using CnnVulkan.Plans;
using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>Runs timed from end to end: two time stamps, where the device has them.</summary>
internal sealed class WholeRun : SubmittedRun
{
    /// <summary>
    /// A submission may take so long by the guess for a slow GPU: Windows resets a GPU that does not answer for two seconds, and a step of training, or a
    /// large batch, takes longer on a slow one.
    /// </summary>
    private const double LongestMilliseconds = 500;

    private readonly GpuTimestamps? _timestamps;

    /// <param name="executor">The plan.</param>
    /// <param name="longest">Milliseconds a submission may take; null for the device's own: no limit on CPU drivers, which nothing watches.</param>
    public WholeRun(PlanExecutor executor, double? longest = null)
        : base(executor)
    {
        VisionDevice device = executor.Device;
        if (executor.HasTimestamps)
            _timestamps = executor.Own(new GpuTimestamps(device.Vulkan, executor.Timeline.Queue, 2));
        double most = longest ?? (device.Traits.IsCpu ? double.PositiveInfinity : LongestMilliseconds);
        double[] costs = [.. executor.Plan.Dispatches.Select(d => DispatchCost.Milliseconds(d, device.Traits))];
        var parts = new List<CommandBuffer>();
        int next = 0;
        do
        {
            int end = SlicePlan.End(costs, next, most);
            parts.Add(Record(next, end));
            next = end;
        }
        while (next < costs.Length);
        Commands = [.. parts];
    }

    protected override CommandBuffer[] Commands { get; }

    public override double Milliseconds()
    {
        if (_timestamps is null || !HasRun)
            return 0;
        Wait();
        _timestamps.Fetch();
        return _timestamps.Milliseconds(0, 1);
    }

    public override IReadOnlyList<DispatchTiming> Profile() => [];

    /// <summary>Records a part of the dispatches; a barrier among them orders all that was submitted before.</summary>
    private CommandBuffer Record(int start, int end)
    {
        CommandBuffer commands = Executor.Pool.Allocate("run");
        var writer = new CommandWriter(Executor.Device.Vulkan, commands);
        // Submitted again while the last submission may still run.
        writer.Begin(CommandBufferUsageFlags.SimultaneousUseBit);
        if (start == 0)
        {
            writer.FullBarrier();
            _timestamps?.Reset(commands);
            _timestamps?.Write(commands, 0, PipelineStageFlags.TopOfPipeBit);
        }
        for (int i = start; i < end; i++)
            Executor.RecordDispatch(writer, i);
        if (end == Executor.Plan.Dispatches.Length)
            _timestamps?.Write(commands, 1, PipelineStageFlags.BottomOfPipeBit);
        writer.End();
        return commands;
    }
}
