using CnnVulkan.Tensors;
using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>
/// Real numbers that stay on the GPU from run to run, by name: the weights of a network in training and what its optimiser remembers. Any
/// number of plans may read and write them; the queue orders their runs. Not thread-safe.
/// </summary>
internal sealed unsafe class ParameterStore : IDisposable
{
    /// <summary>Large enough that submissions cost nothing against copying.</summary>
    private const long StagingBytes = 16L << 20;

    private readonly VisionDevice _device;
    private readonly Stack<IDisposable> _owned = new();
    private readonly Dictionary<string, (GpuBuffer Buffer, int Count)> _buffers = [];
    private readonly GpuTimeline _timeline;
    private readonly CommandBuffer _commands;
    private readonly GpuBuffer _upload;
    private readonly GpuBuffer _readback;
    private bool _disposed;

    /// <param name="device">The device; borrowed.</param>
    /// <param name="counts">How many elements each has. All begin as zero.</param>
    /// <exception cref="GpuOutOfMemoryException">There is not enough memory.</exception>
    public ParameterStore(VisionDevice device, IReadOnlyDictionary<string, int> counts)
    {
        _device = device;
        try
        {
            _timeline = Own(GpuTimeline.Create(device.Vulkan));
            _commands = Own(new GpuCommandPool(device.Vulkan)).Allocate("parameters");
            long most = StagingOf(counts.Values) / 2;
            _upload = Own(new GpuBuffer(device.Vulkan, device.Allocator, most, MemoryUse.Upload, "parameters/upload"));
            _readback = Own(new GpuBuffer(device.Vulkan, device.Allocator, most, MemoryUse.Readback, "parameters/readback"));
            foreach ((string name, int count) in counts)
            {
                // Rounded up as tensors are, so that a binding of the last elements stays inside.
                var buffer = Own(new GpuBuffer(device.Vulkan, device.Allocator, (count * 4L + 15) / 16 * 16 + 16, MemoryUse.Device, name));
                _buffers[name] = (buffer, count);
                Submit(writer => writer.Clear(buffer.Handle));
            }
            device.Attach(this);
        }
        catch
        {
            Free();
            throw;
        }
    }

    /// <summary>Bytes of memory that carry parameters of such counts to the GPU and back.</summary>
    public static long StagingOf(IEnumerable<int> counts) => 2 * Math.Min(StagingBytes, Math.Max(counts.DefaultIfEmpty().Max(), 4) * 4L);

    /// <summary>The memory of a parameter.</summary>
    public GpuBuffer this[string name] => _buffers[name].Buffer;

    /// <summary>The names of all.</summary>
    public IEnumerable<string> Names => _buffers.Keys;

    /// <summary>How many elements a parameter has.</summary>
    public int CountOf(string name) => _buffers[name].Count;

    /// <summary>Sets all elements, behind every run submitted before. Returns when the GPU has them.</summary>
    /// <exception cref="ArgumentException">There are more or fewer than the parameter holds.</exception>
    public void Write(string name, ReadOnlySpan<float> elements)
    {
        ThrowIfDisposed();
        (GpuBuffer buffer, int count) = _buffers[name];
        if (elements.Length != count)
            throw new ArgumentException($"'{name}' has {count} elements; {elements.Length} are given.", nameof(elements));
        int most = (int)(_upload.Bytes / 4);
        for (int start = 0; start < count; start += most)
        {
            int part = Math.Min(most, count - start);
            elements.Slice(start, part).CopyTo(new Span<float>(_upload.Mapped, part));
            long offset = start * 4L;
            Submit(writer => writer.Copy(_upload.Handle, 0, buffer.Handle, offset, part * 4L));
        }
    }

    /// <summary>Reads all elements as the runs submitted before leave them; waits for those.</summary>
    public float[] Read(string name)
    {
        ThrowIfDisposed();
        (GpuBuffer buffer, int count) = _buffers[name];
        var elements = new float[count];
        int most = (int)(_readback.Bytes / 4);
        for (int start = 0; start < count; start += most)
        {
            int part = Math.Min(most, count - start);
            long offset = start * 4L;
            Submit(writer =>
            {
                writer.Copy(buffer.Handle, offset, _readback.Handle, 0, part * 4L);
                writer.HostBarrier();
            });
            _readback.Invalidate();
            new Span<float>(_readback.Mapped, part).CopyTo(elements.AsSpan(start));
        }
        return elements;
    }

    /// <summary>Waits for its own copies and frees. The plans that use it must be gone.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        Free();
        _device.Detach(this);
    }

    private void Submit(Action<CommandWriter> record)
    {
        var writer = new CommandWriter(_device.Vulkan, _commands);
        writer.Begin(CommandBufferUsageFlags.OneTimeSubmitBit);
        writer.FullBarrier();
        record(writer);
        writer.FullBarrier();
        writer.End();
        _timeline.Wait(_timeline.Submit([_commands]));
    }

    private void ThrowIfDisposed()
    {
        if (_disposed)
            throw new ObjectDisposedException(nameof(ParameterStore));
    }

    private void Free()
    {
        while (_owned.Count > 0)
            _owned.Pop().Dispose();
    }

    private T Own<T>(T part)
        where T : IDisposable
    {
        _owned.Push(part);
        return part;
    }
}
