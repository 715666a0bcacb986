using CnnVulkan.Kernels;
using CnnVulkan.Tensors;
using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>
/// Carries one input to the GPU. Two halves take turns, so that the next frame's input can be written while the last one is still
/// being copied. Or, where the input is the result of another plan, copies it from there without leaving the GPU. The copies are
/// recorded once.
/// </summary>
internal sealed unsafe class InputStaging : IDisposable
{
    private const int Halves = 2;

    private readonly GpuBuffer _buffer;
    private readonly GpuTimeline _timeline;
    private readonly CommandBuffer[] _copies = new CommandBuffer[Halves];
    private readonly ulong[] _submission = new ulong[Halves];
    private readonly long _stride;
    private readonly VulkanDevice _device;
    private readonly GpuBuffer _arena;
    private readonly CommandBuffer _gpuCopy;
    private int _half;
    // What the input was last set from, where that was on the GPU.
    private PlanExecutor? _source;
    private TensorView? _sourceView;
    private (PlanExecutor, TensorView)? _recorded;
    private ulong _gpuSubmission;

    public InputStaging(VisionDevice device, GpuCommandPool pool, GpuTimeline timeline, string name, TensorView view, GpuBuffer arena)
    {
        _timeline = timeline;
        _device = device.Vulkan;
        _arena = arena;
        View = view;
        _gpuCopy = pool.Allocate($"{name}/copy");
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
    /// <exception cref="ObjectDisposedException">It was set from a worker, or a plan of it, that is gone.</exception>
    public CommandBuffer Copy
    {
        get
        {
            _source?.ThrowIfDisposed();
            return _source is null ? _copies[_half] : _gpuCopy;
        }
    }

    public void Set(Tensor tensor, string name) => TensorTransfer.Write(tensor, View.Type, 0, View.Count, Next(), name);

    /// <summary>Writes a picture, one integer per pixel.</summary>
    public void Set(in ImageView picture) => picture.CopyTo(Next());

    /// <summary>Sets the input to what another plan computes: copied on the GPU with the next submission.</summary>
    public void SetFrom(PlanExecutor source, TensorView view)
    {
        source.ThrowIfDisposed();
        (_source, _sourceView) = (source, view);
        if (_recorded != (source, view))
        {
            _timeline.Wait(_gpuSubmission);
            var writer = new CommandWriter(_device, _gpuCopy);
            writer.Begin(CommandBufferUsageFlags.SimultaneousUseBit);
            writer.FullBarrier();
            CopyFromSource(writer);
            writer.End();
            _recorded = (source, view);
        }
        IsSet = IsPending = true;
    }

    /// <summary>Takes over what another plan's staging of the same shape holds.</summary>
    /// <param name="other">That staging.</param>
    /// <param name="owner">The plan it belongs to.</param>
    public void SetFrom(InputStaging other, PlanExecutor owner)
    {
        if (other._source is not null)
        {
            if (other.IsPending)
                SetFrom(other._source, other._sourceView!);
            else
                SetFrom(owner, other.View);
            return;
        }
        byte* source = other._buffer.Mapped + other._half * other._stride;
        System.Buffer.MemoryCopy(source, Next(), _stride, View.Bytes);
    }

    /// <summary>Records the copy of what was set into a host's command buffer.</summary>
    public void Record(CommandWriter writer)
    {
        if (_source is null)
            writer.Copy(_buffer.Handle, _half * _stride, _arena.Handle, View.Tensor.ArenaOffset, View.Bytes);
        else
            CopyFromSource(writer);
        IsPending = false;
    }

    /// <summary>Records the copy of a picture of the host as this input.</summary>
    public void RecordImage(CommandWriter writer, in HostImage image)
    {
        writer.CopyImage(image, _arena.Handle, View.Tensor.ArenaOffset);
        (_source, _sourceView) = (null, null);
        (IsSet, IsPending) = (true, false);
    }

    public void Submitted(ulong submission)
    {
        IsPending = false;
        if (_source is null)
        {
            _submission[_half] = submission;
            return;
        }
        _gpuSubmission = submission;
        _source.HoldFor(_timeline, submission);
    }

    public void Dispose() => _buffer.Dispose();

    private void CopyFromSource(CommandWriter writer)
    {
        _source!.ThrowIfDisposed();
        long offset = _sourceView!.Tensor.ArenaOffset + _sourceView.Offset * _sourceView.Type.Bytes();
        writer.Copy(_source.Arena.Handle, offset, _arena.Handle, View.Tensor.ArenaOffset, View.Bytes);
    }

    private byte* Next()
    {
        if (!IsPending)
            _half = (_half + 1) % Halves;
        _timeline.Wait(_submission[_half]);
        IsSet = IsPending = true;
        (_source, _sourceView) = (null, null);
        return _buffer.Mapped + _half * _stride;
    }
}
