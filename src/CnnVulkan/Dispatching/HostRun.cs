using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>Whole runs recorded into command buffers of a host, which submits them.</summary>
internal sealed class HostRun(PlanExecutor executor)
{
    /// <summary>Records one run, with the copies of the inputs set since the last.</summary>
    public void Record(CommandBuffer commands, RunSlot slot)
    {
        var writer = new CommandWriter(executor.Device.Vulkan, commands);
        slot.RecordBefore(commands);
        executor.RecordInputs(writer, slot);
        End(commands, writer, slot);
    }

    /// <summary>Records one run whose only input something else makes.</summary>
    public void Record(CommandBuffer commands, RunSlot slot, IInputRecorder input)
    {
        var writer = new CommandWriter(executor.Device.Vulkan, commands);
        slot.RecordBefore(commands);
        writer.FullBarrier();
        input.Record(commands, writer);
        writer.FullBarrier();
        End(commands, writer, slot);
    }

    private void End(CommandBuffer commands, CommandWriter writer, RunSlot slot)
    {
        executor.RecordDispatches(writer);
        slot.FrameRecorded();
        slot.RecordAfter(commands, writer);
    }
}
