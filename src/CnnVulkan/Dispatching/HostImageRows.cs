using CnnVulkan.Kernels;
using CnnVulkan.Tensors;
using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>Where <c>host_image_rows</c> writes, and the taps it writes by: what it is bound to for one picture size.</summary>
internal sealed unsafe class HostImageRows : IDisposable
{
    private readonly GpuBuffer _taps;
    private readonly GpuDescriptorPool? _pool;

    /// <param name="device">The device.</param>
    /// <param name="layout">The shader's layout; this is its set 1.</param>
    /// <param name="plan">The plan that goes on with the rows; outlives this.</param>
    /// <param name="rows">Its input.</param>
    /// <param name="taps">Which columns each pixel is made of.</param>
    public HostImageRows(VisionDevice device, GpuPipelineLayout layout, PlanExecutor plan, TensorView rows, Tensor<int> taps)
    {
        (Width, Count, TapsStride) = (rows.Shape[1], rows.Count, taps.Shape[1]);
        long first = rows.Tensor.ArenaOffset + rows.Offset * 4, aligned = first / device.Limits.StorageBufferAlignment * device.Limits.StorageBufferAlignment;
        Base = (uint)((first - aligned) / 4);
        // Some tens of kilobytes, read once per picture: not worth a copy of their own.
        _taps = new GpuBuffer(device.Vulkan, device.Allocator, taps.Data.Length * 4L, MemoryUse.Upload, "columns");
        try
        {
            taps.Data.CopyTo(new Span<int>(_taps.Mapped, taps.Data.Length));
            _pool = new GpuDescriptorPool(device.Vulkan, sets: 1, storageBuffers: 2, texelBuffers: 0);
            Set = _pool.Allocate(layout, 1, [new BufferBinding(_taps.Handle, 0, _taps.Bytes, default), new BufferBinding(plan.Arena.Handle, aligned, first - aligned + rows.Bytes, default)]);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public DescriptorSet Set { get; }

    /// <summary>The first row's first pixel, in pixels from where the buffer is bound.</summary>
    public uint Base { get; }

    /// <summary>Pixels per row.</summary>
    public int Width { get; }

    /// <summary>Pixels.</summary>
    public int Count { get; }

    /// <summary>Integers per pixel of the taps.</summary>
    public int TapsStride { get; }

    public void Dispose()
    {
        _pool?.Dispose();
        _taps.Dispose();
    }
}
