using CnnVulkan.Dispatching;
using CnnVulkan.Tensors;

namespace CnnVulkan;

/// <summary>
/// One run of a worker: how far it has come, and what it gave. A small value to be copied and kept; asking never waits. A worker remembers
/// its last <see cref="WorkerOptions.RunsInFlight"/> runs. To be asked by the worker's thread; tasks may be awaited anywhere.
/// </summary>
public readonly struct VisionRun : IEquatable<VisionRun>
{
    private readonly RunSlot? _slot;
    private readonly long _number;

    internal VisionRun(RunSlot slot) => (_slot, _number) = (slot, slot.Number);

    /// <summary>How far it has come.</summary>
    /// <exception cref="DeviceLostException">The GPU was lost.</exception>
    public RunState State => _slot?.StateOf(_number) ?? RunState.None;

    /// <summary>Whether the GPU has finished it, and its results are there.</summary>
    /// <exception cref="DeviceLostException">The GPU was lost.</exception>
    public bool IsDone => State == RunState.Done;

    /// <summary>Whether parts of it are still to be recorded, by <see cref="Worker.RecordSlice"/>.</summary>
    public bool IsRecording => State == RunState.Recording;

    /// <summary>How many parts it was recorded in so far, which is how many frames it took; 1 for a whole run. 0 where it has expired.</summary>
    public int Frames => _slot?.FramesOf(_number) ?? 0;

    /// <summary>
    /// How long the GPU worked on it, copies of inputs and results included and other work of the host's frames not. Zero until that is known
    /// (for a run in slices some frames after its end), where it has expired, and on devices without time stamps.
    /// </summary>
    public TimeSpan GpuTime => TimeSpan.FromTicks((long)((_slot?.MillisecondsOf(_number) ?? 0) * TimeSpan.TicksPerMillisecond));

    /// <summary>
    /// What no budget was small enough for, of a run in slices: the dispatch (or copy: <c>inputs</c>, <c>results</c>) whose smallest part took longer than the slice
    /// it was recorded into was allowed, and how long that part took; the longest where there are several. Null where there is none, and where
    /// <see cref="GpuTime"/> is not known. A part cannot be smaller than what one workgroup computes, nor smaller than gains anything.
    /// </summary>
    public DispatchTiming? OverBudget => _slot?.OverBudgetOf(_number);

    /// <summary>Whether two handles are of the same run.</summary>
    public static bool operator ==(VisionRun left, VisionRun right) => left.Equals(right);

    /// <summary>Whether two handles are of different runs.</summary>
    public static bool operator !=(VisionRun left, VisionRun right) => !left.Equals(right);

    /// <summary>Copies an output as real numbers, if the run is done.</summary>
    /// <param name="name">A value named in <see cref="WorkerOptions.Readback"/>; null for the first of them.</param>
    /// <param name="destination">As long as the value has elements. Nothing is allocated.</param>
    /// <returns>Whether the run is done, and the elements were copied.</returns>
    /// <exception cref="ShapeException">The worker does not read such a value back, or the destination has another length.</exception>
    public bool TryRead(string? name, Span<float> destination) => _slot is not null && _slot.TryRead(_number, name, destination);

    /// <summary>An output, if the run is done.</summary>
    /// <param name="name">A value named in <see cref="WorkerOptions.Readback"/>; null for the first of them.</param>
    /// <returns>The elements; null where the run is not done, or has expired.</returns>
    /// <exception cref="ShapeException">The worker does not read such a value back.</exception>
    public Tensor? TryRead(string? name = null) => _slot?.TryRead(_number, name);

    /// <summary>
    /// Completes when the run is done. No thread of the pool waits meanwhile. A run recorded into a host's command buffers is done when the
    /// host has submitted them and the GPU has come to their end: a task of one that is never submitted fails when the run expires, or with the worker.
    /// </summary>
    /// <param name="cancellation">Ends the task, not the run.</param>
    /// <exception cref="InvalidOperationException">There is no run, or it was abandoned, or has expired before it was seen to be done.</exception>
    /// <exception cref="DeviceLostException">The GPU was lost.</exception>
    public Task WaitAsync(CancellationToken cancellation = default) => Slot().WhenDone<object?>(_number, static (_, _) => null, null, cancellation);

    /// <summary>An output, when the run is done: see <see cref="WaitAsync"/>.</summary>
    /// <param name="name">A value named in <see cref="WorkerOptions.Readback"/>; null for the first of them.</param>
    /// <param name="cancellation">Ends the task, not the run.</param>
    /// <exception cref="ShapeException">The worker does not read such a value back.</exception>
    /// <exception cref="InvalidOperationException">There is no run, or it was abandoned, or has expired before it was seen to be done.</exception>
    /// <exception cref="DeviceLostException">The GPU was lost.</exception>
    public Task<Tensor> ReadAsync(string? name = null, CancellationToken cancellation = default)
    {
        RunSlot slot = Slot();
        slot.CheckName(name);
        return slot.WhenDone(_number, static (s, n) => s.Read(n), name, cancellation);
    }

    /// <inheritdoc/>
    public bool Equals(VisionRun other) => _slot == other._slot && _number == other._number;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is VisionRun other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _number.GetHashCode();

    /// <summary>Number and state.</summary>
    public override string ToString() => $"run {_number}: {State}";

    private RunSlot Slot() => _slot ?? throw new InvalidOperationException("There is no run to wait for: the handle is the default one.");
}
