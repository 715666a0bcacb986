using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>Whole runs recorded into command buffers of a host, which submits them.</summary>
internal sealed class HostRun(PlanExecutor executor)
{
    /// <summary>Records one run, with the copies of the inputs set since the last.</summary>
    public void Record(CommandBuffer commands)
    {
        var writer = new CommandWriter(executor.Device.Vulkan, commands);
        executor.RecordInputs(writer);
        executor.RecordDispatches(writer);
    }

    /// <summary>Records one run whose only input is a picture of the host.</summary>
    public void Record(CommandBuffer commands, string input, in HostImage image)
    {
        var writer = new CommandWriter(executor.Device.Vulkan, commands);
        writer.FullBarrier();
        executor.Input(input).RecordImage(writer, image);
        writer.FullBarrier();
        executor.RecordDispatches(writer);
    }
}
