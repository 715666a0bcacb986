using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>Where shaders put the least and the greatest of each map that is drawn, for themselves and for the CPU, a few drawings apart.</summary>
internal sealed unsafe class MapRanges : IDisposable
{
    /// <summary>Maps of one drawing.</summary>
    public const int Most = 64;

    /// <summary>Drawings that are kept apart: more than any host has frames in flight.</summary>
    public const int Turns = 8;

    private readonly GpuBuffer _buffer;
    private readonly GpuDescriptorPool? _pool;

    /// <param name="device">The device.</param>
    /// <param name="layout">The shaders' layout; this is its set 1.</param>
    public MapRanges(VisionDevice device, GpuPipelineLayout layout)
    {
        _buffer = new GpuBuffer(device.Vulkan, device.Allocator, Most * Turns * sizeof(ValueRange), MemoryUse.Readback, "ranges of maps");
        try
        {
            _pool = new GpuDescriptorPool(device.Vulkan, sets: 1, storageBuffers: 1, texelBuffers: 0);
            Set = _pool.Allocate(layout, 1, [new BufferBinding(_buffer.Handle, 0, _buffer.Bytes, default)]);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public DescriptorSet Set { get; }

    /// <summary>The ranges of a drawing; the GPU must have finished it.</summary>
    public ReadOnlySpan<ValueRange> Read(int turn, int count)
    {
        _buffer.Invalidate();
        return new ReadOnlySpan<ValueRange>(_buffer.Mapped + turn * Most * sizeof(ValueRange), count);
    }

    public void Dispose()
    {
        _pool?.Dispose();
        _buffer.Dispose();
    }
}
