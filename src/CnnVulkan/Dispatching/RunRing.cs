namespace CnnVulkan.Dispatching;

/// <summary>The places of the last runs of a plan, taken in turn.</summary>
internal sealed class RunRing
{
    private readonly RunSlot[] _slots;
    private readonly RunSequence _sequence;
    private readonly PlanExecutor _executor;
    private int _next;

    /// <param name="executor">The plan; owns the places.</param>
    /// <param name="values">What the CPU will read of each run.</param>
    /// <param name="count">How many runs are remembered.</param>
    /// <param name="sequence">Numbers the runs.</param>
    public RunRing(PlanExecutor executor, IReadOnlyList<GpuTensor> values, int count, RunSequence sequence)
    {
        (_sequence, _executor) = (sequence, executor);
        _slots = new RunSlot[count];
        for (int i = 0; i < count; i++)
            _slots[i] = executor.Own(new RunSlot(executor, values, sequence));
    }

    /// <summary>The run begun last; null before the first.</summary>
    public RunSlot? Last { get; private set; }

    /// <summary>Whether the GPU may still be at a run that a host recorded, or will be when the host submits it.</summary>
    public bool IsUsedByHost
    {
        get
        {
            foreach (RunSlot slot in _slots)
            {
                if (slot.StateOf(slot.Number) is RunState.Recording or RunState.Recorded)
                    return true;
            }
            return false;
        }
    }

    /// <summary>The newest run that is done; null where none is.</summary>
    public RunSlot? LastDone()
    {
        RunSlot? newest = null;
        foreach (RunSlot slot in _slots)
        {
            if (slot.Number > (newest?.Number ?? 0) && slot.StateOf(slot.Number) == RunState.Done)
                newest = slot;
        }
        return newest;
    }

    /// <summary>Begins a run; the one whose place it takes, so many runs ago, expires.</summary>
    public RunSlot Next()
    {
        RunSlot slot = _slots[_next];
        _next = (_next + 1) % _slots.Length;
        _executor.Occupy();
        slot.Begin(_sequence.Next());
        return Last = slot;
    }

    /// <summary>Whether what was submitted last in the place of the next run has finished.</summary>
    public bool IsNextIdle => _slots[_next].IsIdle;

    /// <summary>Begins a run that will be submitted: waits for what was submitted last in its place.</summary>
    public RunSlot NextToSubmit()
    {
        _slots[_next].Wait();
        return Next();
    }
}
