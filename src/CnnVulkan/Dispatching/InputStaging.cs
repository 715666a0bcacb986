using CnnVulkan.Plans;
using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>
/// Carries one input to the GPU. Two halves take turns, so that the next frame's input can be written while the last one is still
/// being copied. The copies are recorded once.
/// </summary>
internal sealed unsafe class InputStaging : IDisposable
{
    private const int Halves = 2;

    private readonly GpuBuffer _buffer;
    private readonly GpuTimeline _timeline;
    private readonly CommandBuffer[] _copies = new CommandBuffer[Halves];
    private readonly ulong[] _submission = new ulong[Halves];
    private readonly long _stride;
    private int _half;

    public InputStaging(VisionDevice device, GpuCommandPool pool, GpuTimeline timeline, string name, TensorView view, GpuBuffer arena)
    {
        _timeline = timeline;
        View = view;
        _stride = view.Tensor.Bytes;
        _buffer = new GpuBuffer(device.Vulkan, device.Allocator, _stride * Halves, MemoryUse.Upload, $"{name}/staging");
        try
        {
            for (int i = 0; i < Halves; i++)
            {
                _copies[i] = pool.Allocate($"{name}/upload");
                var writer = new CommandWriter(device.Vulkan, _copies[i]);
                writer.Begin(CommandBufferUsageFlags.None);
                writer.FullBarrier();
                writer.Copy(_buffer.Handle, i * _stride, arena.Handle, view.Tensor.ArenaOffset, view.Bytes);
                writer.End();
            }
        }
        catch
        {
            _buffer.Dispose();
            throw;
        }
    }

    public TensorView View { get; }

    /// <summary>Whether the input was ever set.</summary>
    public bool IsSet { get; private set; }

    /// <summary>Whether it was set since the last submission.</summary>
    public bool IsPending { get; private set; }

    /// <summary>The recorded copy of what was set.</summary>
    public CommandBuffer Copy => _copies[_half];

    public void Set(Tensor tensor, string name) => TensorTransfer.Write(tensor, View.Type, 0, View.Count, Next(), name);

    /// <summary>Takes over what another plan's staging of the same shape holds.</summary>
    public void SetFrom(InputStaging other)
    {
        byte* source = other._buffer.Mapped + other._half * other._stride;
        System.Buffer.MemoryCopy(source, Next(), _stride, View.Bytes);
    }

    public void Submitted(ulong submission)
    {
        _submission[_half] = submission;
        IsPending = false;
    }

    public void Dispose() => _buffer.Dispose();

    private byte* Next()
    {
        if (!IsPending)
            _half = (_half + 1) % Halves;
        _timeline.Wait(_submission[_half]);
        IsSet = IsPending = true;
        return _buffer.Mapped + _half * _stride;
    }
}
