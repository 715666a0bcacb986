using CnnVulkan.Plans;
using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>Records runs of a plan in parts, each about as long as it is told, by what their dispatches and copies took before.</summary>
internal sealed class SlicedRun : IRunTimes
{
    private readonly PlanExecutor _executor;
    private readonly SliceTimes? _times;
    private readonly SliceCutter _cutter;
    // Of the run whose times are arriving, by step, and of the last that arrived whole.
    private readonly double[] _arriving, _last;
    private long _run, _arrivingRun;
    private int _slices, _arrivedSlices;
    private bool _isTimed;
    // Of the run whose times are arriving: the longest part that passed its budget and could be no smaller.
    private (int Step, double Milliseconds) _over;

    /// <param name="executor">The plan.</param>
    /// <param name="resultBytes">Bytes that are read back at a run's end.</param>
    public SlicedRun(PlanExecutor executor, long resultBytes = 0)
    {
        _executor = executor;
        SliceStep[] steps = SliceStep.Of(executor.Plan, executor.Device.Profile, resultBytes);
        if (executor.HasTimestamps)
            _times = executor.Own(new SliceTimes(executor.Device.Vulkan, executor.Pool, executor.Timeline, steps.Length));
        _cutter = new SliceCutter(steps, _times is not null);
        (_arriving, _last) = (new double[steps.Length], new double[steps.Length]);
    }

    /// <summary>Whether a run was begun and its end not recorded yet.</summary>
    public bool IsUnderWay { get; private set; }

    /// <summary>What the last slice is expected to take, in milliseconds.</summary>
    public double Expected => _cutter.Expected;

    /// <summary>Of the dispatches of the run whose times arrived last, without waiting.</summary>
    public double Milliseconds()
    {
        Update();
        double sum = 0;
        for (int i = 0; i < _executor.Plan.Dispatches.Length; i++)
            sum += _last[i + 1];
        return sum;
    }

    /// <summary>Of the run whose times arrived last, without waiting.</summary>
    public IReadOnlyList<DispatchTiming> Profile()
    {
        Update();
        return _isTimed ? [.. _executor.Plan.Dispatches.Select((d, i) => DispatchTiming.Of(d, _last[i + 1]))] : [];
    }

    /// <summary>Records the next slice into a command buffer of a host, given by its handle; returns whether it was the run's last.</summary>
    public bool Record(nint commandBuffer, double budget) => Record(new CommandBuffer { Handle = commandBuffer }, budget, null);

    /// <summary>Records the next slice; returns whether it was the run's last.</summary>
    /// <param name="commands">The command buffer.</param>
    /// <param name="budget">GPU time in milliseconds.</param>
    /// <param name="slot">Whose run it is, the same for all its slices; null where nobody asks.</param>
    /// <param name="isHosts">Whether a host submits it, of whose submissions nothing is known.</param>
    public bool Record(CommandBuffer commands, double budget, RunSlot? slot, bool isHosts = true)
    {
        Update();
        var writer = new CommandWriter(_executor.Device.Vulkan, commands);
        bool copies = !IsUnderWay && _executor.HasPendingInputs;
        if (!IsUnderWay)
        {
            (_slices, IsUnderWay) = (0, true);
            _run++;
            slot?.TimedBy(this);
            _cutter.Begin(copies ? 0 : 1);
            if (!copies)
                writer.FullBarrier();
        }
        _times?.BeginSlice(commands, _run, _slices++, budget, slot);
        _cutter.BeginSlice(budget);
        while (_cutter.TryNext(out SlicePart part))
        {
            if (part.Step == 0)
                _executor.RecordInputs(writer, slot, isHosts);
            else if (part.Step <= _executor.Plan.Dispatches.Length)
                _executor.RecordBand(writer, part.Step - 1, part.Start, part.Units);
            else
                slot!.RecordCopies(writer);
            _times?.After(commands, part);
        }
        slot?.FrameRecorded();
        IsUnderWay = !_cutter.IsAtEnd;
        _times?.EndSlice(!IsUnderWay);
        if (!IsUnderWay)
            slot?.RecordEnd(writer);
        return !IsUnderWay;
    }

    /// <summary>Forgets the run under way: another overwrites its memory.</summary>
    public void Abandon()
    {
        IsUnderWay = false;
        _cutter.Abandon();
    }

    /// <summary>Takes in the times that have arrived.</summary>
    public void Update()
    {
        if (_executor.IsDisposed)
            return;
        while (_times?.TryFetch() is { } slice)
        {
            if (slice.Index == 0)
            {
                (_arrivingRun, _arrivedSlices, _over) = (slice.Run, 0, default);
                Array.Clear(_arriving, 0, _arriving.Length);
            }
            for (int i = 0; i < slice.Count; i++)
            {
                SlicePart part = slice.Parts[i];
                double milliseconds = slice.Milliseconds(i);
                _cutter.Learn(part, milliseconds);
                _arriving[part.Step] += milliseconds;
                if (part.IsLeast && milliseconds > slice.Budget && milliseconds > _over.Milliseconds)
                    _over = (part.Step, milliseconds);
            }
            // Where a slice of it is missing, whose stamps found no place or were never submitted, the run has no time.
            if (slice.Run != _arrivingRun || slice.Index != _arrivedSlices++ || !slice.IsLast)
                continue;
            Array.Copy(_arriving, _last, _last.Length);
            _isTimed = true;
            double sum = 0;
            foreach (double time in _last)
                sum += time;
            slice.Slot?.Timed(slice.Number, sum, _over.Milliseconds > 0 ? _over : null);
        }
    }
}
