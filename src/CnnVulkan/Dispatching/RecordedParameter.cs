using CnnVulkan.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>
/// Brings a parameter to the CPU from within a host's frames, without anyone waiting: what <see cref="RecordedReadback"/> is for results.
/// </summary>
internal sealed unsafe class RecordedParameter : IDisposable
{
    private readonly VisionDevice _device;
    private readonly ParameterStore _store;
    private readonly string _name;
    private readonly GpuBuffer _buffer;
    private bool _disposed;

    /// <param name="device">The device; borrowed.</param>
    /// <param name="store">Where the parameter lies; outlives this.</param>
    /// <param name="name">Its name.</param>
    public RecordedParameter(VisionDevice device, ParameterStore store, string name)
    {
        (_device, _store, _name) = (device, store, name);
        _buffer = new GpuBuffer(device.Vulkan, device.Allocator, store.CountOf(name) * 4L, MemoryUse.Readback, $"{name}/recorded");
        try
        {
            device.Attach(this);
        }
        catch
        {
            _buffer.Dispose();
            throw;
        }
    }

    /// <summary>Records the copy of the parameter as the runs recorded before leave it.</summary>
    public void Record(nint commandBuffer)
    {
        var writer = new CommandWriter(_device.Vulkan, new Silk.NET.Vulkan.CommandBuffer { Handle = commandBuffer });
        writer.CopyBarrier();
        writer.Copy(_store[_name].Handle, 0, _buffer.Handle, 0, _store.CountOf(_name) * 4L);
        writer.HostBarrier();
    }

    /// <summary>What the last recorded copy brought. The host must know that its commands have finished.</summary>
    public float[] Read()
    {
        _buffer.Invalidate();
        return new Span<float>(_buffer.Mapped, _store.CountOf(_name)).ToArray();
    }

    /// <summary>Frees the memory. The host must know that the commands of the last copy have finished.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _device.Detach(this);
        _buffer.Dispose();
    }
}
