using CnnVulkan.Tensors;
using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>What <see cref="PictureKernels"/> read: the descriptors of a tensor where it lies.</summary>
internal sealed class PictureTensor : IDisposable
{
    private readonly GpuDescriptorPool _pool;

    /// <param name="device">The device.</param>
    /// <param name="layout">The shaders' layout; this is its set 0.</param>
    /// <param name="tensor">1×channels×height×width; its worker outlives this.</param>
    /// <exception cref="ShapeException">It is no such tensor, or no real numbers, or does not lie on the GPU.</exception>
    public PictureTensor(VisionDevice device, GpuPipelineLayout layout, GpuTensor tensor)
    {
        if (tensor.Shape.Rank != 4 || tensor.Shape[0] != 1 || tensor.ElementType != ElementType.Float32 || !tensor.IsOnGpu)
            throw new ShapeException($"'{tensor.Name}' is {tensor.ElementType} {tensor.Shape}{(tensor.IsOnGpu ? "" : ", known before it runs")}: what is drawn is real numbers of 1×channels×height×width, computed on the GPU.");
        (Shape, Storage) = (tensor.Shape, tensor.Storage);
        long aligned = tensor.ByteOffset / device.Limits.StorageBufferAlignment * device.Limits.StorageBufferAlignment;
        Base = (uint)((tensor.ByteOffset - aligned) / tensor.Storage.Bytes());
        _pool = new GpuDescriptorPool(device.Vulkan, sets: 1, storageBuffers: 1, texelBuffers: 0);
        try
        {
            Set = _pool.Allocate(layout, 0, [new BufferBinding(tensor.Executor.Arena.Handle, aligned, tensor.ByteOffset - aligned + tensor.ByteLength, default)]);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public DescriptorSet Set { get; }

    public TensorShape Shape { get; }

    public StorageType Storage { get; }

    /// <summary>The first element, counted from where the buffer is bound.</summary>
    public uint Base { get; }

    public void Dispose() => _pool.Dispose();
}
