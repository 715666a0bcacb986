using CnnVulkan.Dispatching;
using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.GpuTests.Harness;

/// <summary>A host's frame in small: a command buffer that tests record into and submit.</summary>
internal sealed class HostFrame : IDisposable
{
    private readonly VisionDevice _device;
    private readonly GpuCommandPool _pool;
    private readonly GpuTimeline _timeline;
    private readonly CommandBuffer _commands;

    public HostFrame(VisionDevice device)
    {
        _device = device;
        _pool = new GpuCommandPool(device.Vulkan);
        _timeline = GpuTimeline.Create(device.Vulkan);
        _commands = _pool.Allocate("host");
    }

    /// <summary>The <c>VkCommandBuffer</c>.</summary>
    public nint Commands => _commands.Handle;

    public CommandWriter Writer => new(_device.Vulkan, _commands);

    public CommandWriter Begin()
    {
        Writer.Begin(CommandBufferUsageFlags.OneTimeSubmitBit);
        return Writer;
    }

    /// <summary>Submits what was recorded since <see cref="Begin"/> and waits.</summary>
    public void Finish()
    {
        Writer.End();
        _timeline.Wait(_timeline.Submit([_commands]));
    }

    public void Run(Action<nint> record)
    {
        Begin();
        record(Commands);
        Finish();
    }

    public void Dispose()
    {
        _timeline.Dispose();
        _pool.Dispose();
    }
}
