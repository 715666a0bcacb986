using CnnVulkan.Dispatching;
using CnnVulkan.Vulkan;

namespace CnnVulkan;

/// <summary>
/// Brings a result to the CPU from within a host's frames, without anyone waiting: the copy is recorded into the host's commands, and
/// read when the host knows that they have finished. A host with several frames in flight makes one per frame. Not thread-safe.
/// </summary>
public sealed class RecordedReadback : IDisposable
{
    private readonly VisionDevice _device;
    private readonly GpuBuffer _buffer;
    private GpuTensor? _tensor;
    private bool _disposed;

    /// <summary>Makes room in memory that the CPU reads.</summary>
    /// <param name="device">The device; borrowed.</param>
    /// <param name="bytes">Bytes of the largest tensor it will take: <see cref="GpuTensor.ByteLength"/>, or those of the plan's output.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bytes"/> is negative.</exception>
    /// <exception cref="GpuOutOfMemoryException">There is not enough memory.</exception>
    public RecordedReadback(VisionDevice device, long bytes)
    {
        if (bytes < 0)
            throw new ArgumentOutOfRangeException(nameof(bytes), bytes, "A readback cannot have fewer than 0 bytes.");
        _device = device;
        _buffer = new GpuBuffer(device.Vulkan, device.Allocator, bytes, MemoryUse.Readback, "recorded readback");
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

    /// <summary>What the last recorded copy brings; null before the first.</summary>
    public GpuTensor? Tensor => _tensor;

    /// <summary>
    /// Records the copy of a result, as the run recorded or scheduled before leaves it. What was copied before is overwritten: the
    /// commands of the last copy must have finished, and what they brought must have been read.
    /// </summary>
    /// <param name="commandBuffer">A <c>VkCommandBuffer</c> in the recording state, outside a render pass, of the queue's family.</param>
    /// <param name="tensor">The result, on the same device.</param>
    /// <exception cref="ArgumentException">The command buffer is null, or the tensor lies on another device.</exception>
    /// <exception cref="ShapeException">The tensor is larger than this has room for.</exception>
    public void Record(nint commandBuffer, GpuTensor tensor)
    {
        ThrowIfDisposed();
        if (commandBuffer == 0)
            throw new ArgumentException("The command buffer is null.", nameof(commandBuffer));
        if (tensor.Executor.Device != _device)
            throw new ArgumentException($"'{tensor.Name}' lies on another device.", nameof(tensor));
        if (tensor.IsOnGpu)
        {
            if (tensor.ByteLength > _buffer.Bytes)
                throw new ShapeException($"'{tensor.Name}' ({tensor.Shape}) takes {tensor.ByteLength} bytes, but the readback was made for {_buffer.Bytes}.");
            tensor.Executor.ThrowIfDisposed();
            var writer = new CommandWriter(_device.Vulkan, new Silk.NET.Vulkan.CommandBuffer { Handle = commandBuffer });
            writer.CopyBarrier();
            writer.Copy(tensor.Executor.Arena.Handle, tensor.ByteOffset, _buffer.Handle, 0, tensor.ByteLength);
            writer.HostBarrier();
        }
        _tensor = tensor;
    }

    /// <summary>The elements that the last recorded copy brought, as a tensor. The host must know that its commands have finished.</summary>
    /// <exception cref="InvalidOperationException">No copy was recorded.</exception>
    public unsafe Tensor Read()
    {
        GpuTensor tensor = Recorded();
        if (tensor.Known() is { } known)
            return known;
        _buffer.Invalidate();
        return TensorTransfer.Read(_buffer.Mapped, tensor.Storage, tensor.ElementType, tensor.Shape);
    }

    /// <summary>The elements that the last recorded copy brought, as real numbers in memory of the caller; allocates nothing.</summary>
    /// <param name="destination">As long as the tensor has elements.</param>
    /// <exception cref="InvalidOperationException">No copy was recorded.</exception>
    /// <exception cref="ShapeException">The destination has another length.</exception>
    public unsafe void ReadInto(Span<float> destination)
    {
        GpuTensor tensor = Recorded();
        if (destination.Length != tensor.Shape.Count)
            throw new ShapeException($"'{tensor.Name}' has {tensor.Shape.Count} elements ({tensor.Shape}), but the destination holds {destination.Length}.");
        if (tensor.Known() is { } known)
        {
            known.ToFloatArray().CopyTo(destination);
            return;
        }
        _buffer.Invalidate();
        TensorTransfer.ReadFloats(_buffer.Mapped, tensor.Storage, destination);
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

    private GpuTensor Recorded()
    {
        ThrowIfDisposed();
        return _tensor ?? throw new InvalidOperationException("No copy was recorded. Call Record first.");
    }

    private void ThrowIfDisposed()
    {
        if (_disposed)
            throw new ObjectDisposedException(nameof(RecordedReadback));
    }
}
