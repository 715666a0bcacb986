using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>
/// Knows which of a host's frames the GPU has finished, without knowing of its submissions: each frame's last command writes the frame's number where the
/// CPU sees it. What frames under way may still use is retired here, and freed when they have finished. For one thread.
/// </summary>
internal sealed unsafe class FrameMarks : IDisposable
{
    private readonly VulkanDevice _device;
    private readonly GpuBuffer _buffer;
    private readonly Queue<(IDisposable Item, long After)> _retired = new();

    /// <param name="device">The device.</param>
    /// <param name="queue">The queue that frames go to.</param>
    public FrameMarks(VisionDevice device, DeviceQueue queue)
    {
        _device = device.Vulkan;
        _buffer = new GpuBuffer(device.Vulkan, device.Allocator, sizeof(uint), MemoryUse.Readback, "frame marks");
        try
        {
            // Memory may hold another's number.
            using var pool = new GpuCommandPool(_device, queue);
            using var timeline = GpuTimeline.Create(_device, queue);
            CommandBuffer commands = pool.Allocate("frame marks");
            var writer = new CommandWriter(_device, commands);
            writer.Begin(CommandBufferUsageFlags.OneTimeSubmitBit);
            writer.Clear(_buffer.Handle);
            writer.HostBarrier();
            writer.End();
            timeline.Wait(timeline.Submit([commands]));
        }
        catch
        {
            _buffer.Dispose();
            throw;
        }
    }

    /// <summary>The number of the frame that is recorded, or was recorded last; 0 before the first.</summary>
    public long Recorded { get; private set; }

    /// <summary>The newest frame that the GPU has finished; 0 before the first.</summary>
    public long Finished { get; private set; }

    /// <summary>Begins a frame.</summary>
    public void Begin()
    {
        Look();
        Recorded++;
    }

    /// <summary>Ends a frame: behind all that was recorded and submitted before, of the host too.</summary>
    public void Record(nint commandBuffer)
    {
        var writer = new CommandWriter(_device, new CommandBuffer { Handle = commandBuffer });
        writer.BehindEverything();
        writer.Fill(_buffer.Handle, 0, sizeof(uint), unchecked((uint)Recorded));
        writer.HostBarrier();
    }

    /// <summary>Looks how far the GPU has come.</summary>
    public void Look()
    {
        _buffer.Invalidate();
        // The number's lower half, which was written at most a few frames ago.
        int behind = unchecked((int)((uint)Recorded - Volatile.Read(ref *(uint*)_buffer.Mapped)));
        Finished = Math.Max(Finished, Recorded - Math.Max(behind, 0));
    }

    /// <summary>Frees what no frame under way uses any more.</summary>
    public void Free()
    {
        while (_retired.Count > 0 && _retired.Peek().After <= Finished)
            _retired.Dequeue().Item.Dispose();
    }

    /// <summary>Frees all that was retired: the GPU has finished all frames.</summary>
    public void FreeAll()
    {
        while (_retired.Count > 0)
            _retired.Dequeue().Item.Dispose();
    }

    /// <summary>
    /// Frees an object when no frame uses it any more. The host may use in a frame what was recorded into it, behind this frame's mark: so only the next one's
    /// tells.
    /// </summary>
    public void Retire(IDisposable item) => _retired.Enqueue((item, Recorded + 1));

    /// <summary>Frees everything; the GPU must have finished all frames.</summary>
    public void Dispose()
    {
        FreeAll();
        _buffer.Dispose();
    }
}
