using CnnVulkan.Kernels;
using CnnVulkan.Tensors;
using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>
/// Carries one input to the GPU. Copies of it take turns, so that the next run's input can be written while earlier ones are still being
/// copied; each is written over only when the run that reads it has finished. Or, where the input is the result of another plan, copies it from
/// there without leaving the GPU. The copies are recorded once.
/// </summary>
internal sealed unsafe class InputStaging : IDisposable
{
    /// <summary>More runs than this under way, and the host will not submit them.</summary>
    private const int Most = 16;

    private readonly List<Turn> _turns = [];
    private readonly GpuTimeline _timeline;
    private readonly VisionDevice _device;
    private readonly GpuCommandPool _pool;
    private readonly string _name;
    private readonly GpuBuffer _arena;
    private readonly CommandBuffer _gpuCopy;
    private int _turn;
    // Whether it was set since the last run; and whether that run's copy is to be made once more.
    private bool _isNew, _again;
    // What the input was last set from, where that was on the GPU.
    private PlanExecutor? _source;
    private TensorView? _sourceView;
    private (PlanExecutor, TensorView)? _recorded;
    private ulong _gpuSubmission;

    public InputStaging(VisionDevice device, GpuCommandPool pool, GpuTimeline timeline, string name, TensorView view, GpuBuffer arena)
    {
        (_timeline, _device, _pool, _name, _arena) = (timeline, device, pool, name, arena);
        View = view;
        _gpuCopy = pool.Allocate($"{name}/copy");
        try
        {
            for (int i = 0; i < 2; i++)
                _turns.Add(MakeTurn());
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public TensorView View { get; }

    /// <summary>Whether the input was ever set.</summary>
    public bool IsSet { get; private set; }

    /// <summary>Whether it was set since the last submission.</summary>
    public bool IsPending => _isNew || _again;

    /// <summary>The recorded copy of what was set.</summary>
    /// <exception cref="ObjectDisposedException">It was set from a worker, or a plan of it, that is gone.</exception>
    public CommandBuffer Copy
    {
        get
        {
            _source?.ThrowIfDisposed();
            if (_source is null)
                return _turns[_turn].Commands;
            if (_recorded != (_source, _sourceView!))
                RecordGpuCopy();
            return _gpuCopy;
        }
    }

    public void Set(Tensor tensor, string name)
    {
        TensorTransfer.Write(tensor, View.Type, 0, View.Count, Next(), name);
        Written();
    }

    /// <summary>Writes a picture, one integer per pixel.</summary>
    public void Set(in ImageView picture)
    {
        picture.CopyTo(Next());
        Written();
    }

    /// <summary>Sets the input to what another plan computes: copied on the GPU with the next submission.</summary>
    public void SetFrom(PlanExecutor source, TensorView view)
    {
        source.ThrowIfDisposed();
        (_source, _sourceView) = (source, view);
        IsSet = _isNew = true;
    }

    /// <summary>Has the next run copy what was set last once more.</summary>
    public void SetAgain() => _again = IsSet;

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
        byte* source = other._turns[other._turn].Buffer.Mapped;
        System.Buffer.MemoryCopy(source, Next(), View.Bytes, View.Bytes);
        Written();
    }

    /// <summary>Records the copy of what was set into a host's command buffer.</summary>
    /// <param name="writer">Where.</param>
    /// <param name="slot">The run that reads it; null where only the host knows when it ends.</param>
    /// <param name="isHosts">Whether that is all that will be known of it; else <see cref="Submitted"/> follows.</param>
    public void Record(CommandWriter writer, RunSlot? slot, bool isHosts)
    {
        if (_source is null)
        {
            Turn turn = _turns[_turn];
            writer.Copy(turn.Buffer.Handle, 0, _arena.Handle, View.Tensor.ArenaOffset, View.Bytes);
            if (isHosts)
                (turn.Slot, turn.Number) = (slot, slot?.Number ?? 0);
        }
        else
        {
            CopyFromSource(writer);
        }
        if (isHosts)
            _isNew = _again = false;
    }

    public void Submitted(ulong submission)
    {
        _isNew = _again = false;
        if (_source is null)
        {
            _turns[_turn].Submission = submission;
            return;
        }
        _gpuSubmission = submission;
        _source.HoldFor(_timeline, submission);
    }

    public void Dispose()
    {
        foreach (Turn turn in _turns)
            turn.Buffer.Dispose();
    }

    private void RecordGpuCopy()
    {
        _timeline.Wait(_gpuSubmission);
        var writer = new CommandWriter(_device.Vulkan, _gpuCopy);
        writer.Begin(CommandBufferUsageFlags.SimultaneousUseBit);
        writer.FullBarrier();
        CopyFromSource(writer);
        writer.End();
        _recorded = (_source!, _sourceView!);
    }

    private void CopyFromSource(CommandWriter writer)
    {
        _source!.ThrowIfDisposed();
        long offset = _sourceView!.Tensor.ArenaOffset + _sourceView.Offset * _sourceView.Type.Bytes();
        writer.Copy(_source.Arena.Handle, offset, _arena.Handle, View.Tensor.ArenaOffset, View.Bytes);
    }

    /// <summary>Memory for the next run's input: where nothing under way reads it any more.</summary>
    private byte* Next()
    {
        if (!_isNew || _source is not null)
            TakeTurn();
        // Written in part it is no input.
        _isNew = false;
        return _turns[_turn].Buffer.Mapped;
    }

    /// <summary>Notes that all of it is written.</summary>
    private void Written()
    {
        IsSet = _isNew = true;
        (_source, _sourceView) = (null, null);
    }

    private void TakeTurn()
    {
        for (int i = 1; i <= _turns.Count; i++)
        {
            int turn = (_turn + i) % _turns.Count;
            if (!_turns[turn].IsRecorded)
            {
                // What the library submitted itself is certain to end.
                _timeline.Wait(_turns[turn].Submission);
                _turn = turn;
                return;
            }
        }
        if (_turns.Count == Most)
        {
            throw new InvalidOperationException($"Input '{_name}' was set for {Most} runs that were recorded into command buffers, and the GPU has finished none of them. "
                + "Submit them, or set inputs less often than you record.");
        }
        _turns.Insert(_turn + 1, MakeTurn());
        _turn++;
    }

    private Turn MakeTurn()
    {
        var buffer = new GpuBuffer(_device.Vulkan, _device.Allocator, View.Tensor.Bytes, MemoryUse.Upload, $"{_name}/staging");
        try
        {
            CommandBuffer commands = _pool.Allocate($"{_name}/upload");
            var writer = new CommandWriter(_device.Vulkan, commands);
            // Made again behind a run that is still under way.
            writer.Begin(CommandBufferUsageFlags.SimultaneousUseBit);
            writer.FullBarrier();
            writer.Copy(buffer.Handle, 0, _arena.Handle, View.Tensor.ArenaOffset, View.Bytes);
            writer.End();
            return new Turn(buffer, commands);
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    /// <summary>Memory that the CPU writes an input into, and what reads it.</summary>
    private sealed class Turn(GpuBuffer buffer, CommandBuffer commands)
    {
        public GpuBuffer Buffer { get; } = buffer;

        public CommandBuffer Commands { get; } = commands;

        /// <summary>The submission that reads it; 0 for none.</summary>
        public ulong Submission { get; set; }

        /// <summary>The recorded run that reads it.</summary>
        public RunSlot? Slot { get; set; }

        public long Number { get; set; }

        /// <summary>Whether a run recorded into a host's commands, and not known to have ended, reads it. One that has expired counts as ended.</summary>
        public bool IsRecorded => Slot?.StateOf(Number) is RunState.Recording or RunState.Recorded;
    }
}
