using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>Command buffers of the library's own in the place of a host's: for hosts that show none, and where there is no host.</summary>
internal sealed class OwnFrames : IDisposable
{
    /// <summary>So many frames are under way at most.</summary>
    private const int Most = 3;

    private readonly VisionDevice _device;
    private readonly GpuCommandPool _pool;
    private readonly GpuTimeline _timeline;
    private readonly Submission _submission;
    private readonly (CommandBuffer Commands, ulong Submission)[] _frames = new (CommandBuffer, ulong)[Most];
    private int _next;

    public OwnFrames(VisionDevice device, DeviceQueue queue)
    {
        _device = device;
        _pool = new GpuCommandPool(device.Vulkan, queue);
        try
        {
            _timeline = GpuTimeline.Create(device.Vulkan, queue);
            _submission = new Submission(_timeline);
            for (int i = 0; i < Most; i++)
                _frames[i].Commands = _pool.Allocate("frame");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Begins a frame; 0 where as many as may be are under way.</summary>
    public nint TryBegin()
    {
        (CommandBuffer commands, ulong submission) = _frames[_next];
        if (submission != 0 && !_timeline.IsDone(submission))
            return 0;
        new CommandWriter(_device.Vulkan, commands).Begin(CommandBufferUsageFlags.OneTimeSubmitBit);
        return commands.Handle;
    }

    /// <summary>Submits the frame that was begun.</summary>
    public void End(ReadOnlySpan<QueueSemaphore> waits, ReadOnlySpan<QueueSemaphore> signals)
    {
        CommandBuffer commands = _frames[_next].Commands;
        new CommandWriter(_device.Vulkan, commands).End();
        _submission.Begin();
        _submission.Add(commands);
        try
        {
            _submission.Submit(waits, signals);
        }
        finally
        {
            // Of one that failed a part may be under way.
            _frames[_next].Submission = _timeline.Last;
            _next = (_next + 1) % Most;
        }
    }

    /// <summary>Gives up the frame that was begun.</summary>
    public void Cancel() => new CommandWriter(_device.Vulkan, new CommandBuffer { Handle = _frames[_next].Commands.Handle }).End();

    /// <summary>Waits until the GPU has finished all frames.</summary>
    /// <exception cref="DeviceLostException">The GPU was lost.</exception>
    public void Wait() => _timeline.Wait(_timeline.Last);

    public void Dispose()
    {
        try
        {
            _timeline?.Wait(_timeline.Last);
        }
        catch (VulkanException)
        {
            // A lost device runs nothing any more.
        }
        _timeline?.Dispose();
        _pool.Dispose();
    }
}
