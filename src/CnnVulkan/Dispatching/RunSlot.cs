using CnnVulkan.Kernels;
using CnnVulkan.Tensors;
using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>
/// What belongs to one run of a plan and must outlast the next: memory that the CPU reads its results from, time stamps, and how far it has come.
/// Used again and again; a number tells whose it is. Runs recorded into a host's commands end by writing that number where the CPU sees
/// it, since only the host knows of its submissions.
/// </summary>
internal sealed unsafe class RunSlot : IDisposable
{
    /// <summary>Bytes before the results: the number of the run that has finished, and then what keeps vectors aligned.</summary>
    private const int MarkerBytes = 16;

    private readonly PlanExecutor _executor;
    private readonly RunSequence _sequence;
    private readonly (string Name, GpuTensor Tensor, long Offset)[] _values;
    private readonly GpuBuffer _memory;
    private readonly GpuTimestamps? _stamps;
    private readonly object _lock = new();
    // What those who await the run want of it.
    private readonly List<Action> _beforeReuse = [];
    private RunState _state;
    private ulong _submission;
    private int _frames;
    private double _milliseconds;
    // Which step passed its slice's budget and could not be cut further.
    private (int Step, double Milliseconds)? _over;
    private SlicedRun? _timedBy;
    private bool _stampsPending;
    private bool _disposed;

    /// <param name="executor">The plan; owns this.</param>
    /// <param name="values">What the CPU will read.</param>
    /// <param name="sequence">The order of the runs.</param>
    public RunSlot(PlanExecutor executor, IReadOnlyList<GpuTensor> values, RunSequence sequence)
    {
        (_executor, _sequence) = (executor, sequence);
        _values = new (string, GpuTensor, long)[values.Count];
        long bytes = MarkerBytes;
        for (int i = 0; i < values.Count; i++)
        {
            _values[i] = (values[i].Name, values[i], bytes);
            bytes += values[i].IsOnGpu ? (values[i].ByteLength + MarkerBytes - 1) / MarkerBytes * MarkerBytes : 0;
        }
        VulkanDevice device = executor.Device.Vulkan;
        _memory = new GpuBuffer(device, executor.Device.Allocator, bytes, MemoryUse.Readback, "run");
        try
        {
            if (executor.HasTimestamps)
                _stamps = new GpuTimestamps(device, executor.Timeline.Queue, 2);
            Before = executor.Pool.Allocate("before a run");
            var writer = new CommandWriter(device, Before);
            writer.Begin(CommandBufferUsageFlags.None);
            _stamps?.Reset(Before);
            _stamps?.Write(Before, 0, PipelineStageFlags.TopOfPipeBit);
            writer.End();
            After = executor.Pool.Allocate("after a run");
            writer = new CommandWriter(device, After);
            writer.Begin(CommandBufferUsageFlags.None);
            RecordCopies(writer);
            _stamps?.Write(After, 1, PipelineStageFlags.BottomOfPipeBit);
            writer.End();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>What goes before a run that is submitted.</summary>
    public CommandBuffer Before { get; }

    /// <summary>What goes behind it.</summary>
    public CommandBuffer After { get; }

    /// <summary>Commands recorded anew for each run that is submitted; none where runs are recorded once.</summary>
    public CommandBuffer Commands { get; set; }

    /// <summary>Whose it is.</summary>
    public long Number { get; private set; }

    /// <summary>Waits until what was submitted with it has finished, whoever has it now.</summary>
    public void Wait() => _executor.Timeline.Wait(_submission);

    /// <summary>Notes that a submission failed of which a part may be under way.</summary>
    public void Failed()
    {
        lock (_lock)
            (_state, _submission) = (RunState.Abandoned, _executor.Timeline.Last);
    }

    /// <summary>Takes it for a run.</summary>
    public void Begin(long number)
    {
        lock (_lock)
        {
            foreach (Action take in _beforeReuse)
                take();
            _beforeReuse.Clear();
            (Number, _state, _frames, _milliseconds, _over, _timedBy, _stampsPending) = (number, RunState.Recording, 0, 0, null, null, false);
        }
    }

    /// <summary>Notes that the run was submitted.</summary>
    public void Submitted(ulong submission)
    {
        lock (_lock)
            (_state, _submission, _frames, _stampsPending) = (RunState.Submitted, submission, 1, _stamps is not null);
    }

    /// <summary>Notes that a slice of the run was submitted.</summary>
    /// <param name="submission">Its number.</param>
    /// <param name="isLast">Whether no other follows.</param>
    public void SliceSubmitted(ulong submission, bool isLast)
    {
        lock (_lock)
            (_state, _submission) = (isLast ? RunState.Submitted : _state, submission);
    }

    /// <summary>Whether what was submitted with it has finished: taking it would not wait.</summary>
    public bool IsIdle => _executor.Timeline.IsDone(_submission);

    /// <summary>Names who will know how long it took.</summary>
    public void TimedBy(SlicedRun run) => _timedBy = run;

    /// <summary>Notes that a part of the run was recorded.</summary>
    public void FrameRecorded() => _frames++;

    /// <summary>Notes that no more of the run will be recorded.</summary>
    public void Abandon()
    {
        lock (_lock)
        {
            if (_state == RunState.Recording)
                _state = RunState.Abandoned;
        }
    }

    /// <summary>Records the stamp at a whole run's begin into a host's commands.</summary>
    public void RecordBefore(CommandBuffer commands)
    {
        _stamps?.Reset(commands);
        _stamps?.Write(commands, 0, PipelineStageFlags.BottomOfPipeBit);
        _stampsPending = _stamps is not null;
    }

    /// <summary>Records what ends a run among a host's commands: the copies of its results, and the number that says that they are there.</summary>
    public void RecordAfter(CommandBuffer commands, CommandWriter writer)
    {
        RecordCopies(writer);
        if (_stampsPending)
            _stamps!.Write(commands, 1, PipelineStageFlags.BottomOfPipeBit);
        RecordEnd(writer);
    }

    /// <summary>Records the number that says that the results are there, behind the copies of them.</summary>
    public void RecordEnd(CommandWriter writer)
    {
        writer.CopyBarrier();
        writer.Fill(_memory.Handle, 0, 4, unchecked((uint)Number));
        writer.HostBarrier();
        lock (_lock)
            _state = RunState.Recorded;
    }

    /// <summary>Notes how long a run took that was timed otherwise.</summary>
    /// <param name="number">The run's number.</param>
    /// <param name="milliseconds">How long.</param>
    /// <param name="over">The step, and the time of its smallest part, that passed the budget; null for none.</param>
    public void Timed(long number, double milliseconds, (int Step, double Milliseconds)? over)
    {
        if (Number == number)
            (_milliseconds, _over) = (milliseconds, over);
    }

    public RunState StateOf(long number)
    {
        lock (_lock)
        {
            if (Number != number || _disposed || _executor.IsDisposed)
                return RunState.Expired;
            if (_state == RunState.Submitted && _executor.Timeline.IsDone(_submission))
                _state = RunState.Done;
            if (_state == RunState.Recorded && Marker() == unchecked((uint)number))
            {
                _state = RunState.Done;
                _sequence.NoteRecordedDone(number);
            }
            // The host dropped the command buffers that it was recorded into.
            if (_state is RunState.Recorded && number < _sequence.RecordedDone)
                _state = RunState.Abandoned;
            if (_state == RunState.Done)
                _memory.Invalidate();
            return _state;
        }
    }

    public int FramesOf(long number) => Number == number ? _frames : 0;

    public double MillisecondsOf(long number)
    {
        if (StateOf(number) != RunState.Done)
            return 0;
        if (_stampsPending && _stamps!.TryFetch(2))
            (_milliseconds, _stampsPending) = (_stamps.Milliseconds(0, 1), false);
        _timedBy?.Update();
        return _milliseconds;
    }

    /// <summary>What passed the budget of a run in slices; null where nothing did, or that is not known.</summary>
    public DispatchTiming? OverBudgetOf(long number)
    {
        if (MillisecondsOf(number) == 0 || _over is not (int step, double milliseconds))
            return null;
        return step > 0 && step <= _executor.Plan.Dispatches.Length
            ? DispatchTiming.Of(_executor.Plan.Dispatches[step - 1], milliseconds)
            : new DispatchTiming(step == 0 ? "inputs" : "results", "Copy", "", null, milliseconds, 0);
    }

    public bool TryRead(long number, string? name, Span<float> destination)
    {
        (_, GpuTensor tensor, long offset) = Find(name);
        if (destination.Length != tensor.Shape.Count)
            throw new ShapeException($"'{tensor.Name}' has {tensor.Shape.Count} elements ({tensor.Shape}), but the destination holds {destination.Length}.");
        if (StateOf(number) != RunState.Done)
            return false;
        if (tensor.Known() is { } known)
            known.ToFloatArray().CopyTo(destination);
        else
            TensorTransfer.ReadFloats(_memory.Mapped + offset, tensor.Storage, destination);
        return true;
    }

    public Tensor? TryRead(long number, string? name)
    {
        CheckName(name);
        return StateOf(number) == RunState.Done ? Read(name) : null;
    }

    /// <summary>The elements as they lie in memory.</summary>
    public Tensor Read(string? name)
    {
        (_, GpuTensor tensor, long offset) = Find(name);
        return tensor.Known() ?? TensorTransfer.Read(_memory.Mapped + offset, tensor.Storage, tensor.ElementType, tensor.Shape);
    }

    /// <exception cref="ShapeException">No such value is read back.</exception>
    public void CheckName(string? name) => Find(name);

    /// <summary>Completes with what is taken of the run when it is done: at once then, even where its place is wanted before anybody is told.</summary>
    public Task<T> WhenDone<T>(long number, Func<RunSlot, string?, T> take, string? name, CancellationToken cancellation)
    {
        (GpuTimeline, ulong)? submission;
        bool isTaken = false;
        T taken = default!;
        lock (_lock)
        {
            submission = Number == number && _state == RunState.Submitted ? (_executor.Timeline, _submission) : null;
            if (Number == number)
                _beforeReuse.Add(TryTake);
        }
        return _executor.Device.Completions.When(IsOver, submission, Take, cancellation);

        void TryTake()
        {
            lock (_lock)
            {
                if (!isTaken && StateOf(number) == RunState.Done)
                    (taken, isTaken) = (take(this, name), true);
            }
        }

        bool IsOver()
        {
            lock (_lock)
                return isTaken || StateOf(number) is not (RunState.Recording or RunState.Recorded or RunState.Submitted);
        }

        T Take()
        {
            TryTake();
            return isTaken ? taken : throw new InvalidOperationException(StateOf(number) == RunState.Abandoned
                ? $"Run {number} was abandoned: another took its memory before its last part was recorded, or the host dropped what it was recorded into."
                : $"Run {number} has expired: its worker is gone, or has begun so many runs since that its results were written over (WorkerOptions.RunsInFlight).");
        }
    }

    public void Dispose()
    {
        // Who awaits it may be reading on another thread.
        lock (_lock)
        {
            _disposed = true;
            _stamps?.Dispose();
            _memory.Dispose();
        }
    }

    /// <summary>Records the copies of the results.</summary>
    public void RecordCopies(CommandWriter writer)
    {
        writer.CopyBarrier();
        foreach ((_, GpuTensor tensor, long offset) in _values)
        {
            if (tensor.IsOnGpu)
                writer.Copy(_executor.Arena.Handle, tensor.ByteOffset, _memory.Handle, offset, tensor.ByteLength);
        }
        writer.HostBarrier();
    }

    private uint Marker()
    {
        _memory.Invalidate();
        return Volatile.Read(ref *(uint*)_memory.Mapped);
    }

    private (string Name, GpuTensor Tensor, long Offset) Find(string? name)
    {
        foreach ((string Name, GpuTensor Tensor, long Offset) value in _values)
        {
            if (name is null || value.Name == name)
                return value;
        }
        string all = _values.Length == 0 ? "It reads none back." : $"It reads back: {string.Join(", ", _values.Select(v => v.Name))}.";
        throw new ShapeException($"The worker does not read '{name ?? "an output"}' back with its runs. {all} Name it in WorkerOptions.Readback.");
    }
}
