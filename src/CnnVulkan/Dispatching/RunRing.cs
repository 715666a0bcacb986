namespace CnnVulkan.Dispatching;

/// <summary>The places of the last runs of a plan, taken in turn.</summary>
internal sealed class RunRing
{
    private readonly RunSlot[] _slots;
    private long _number;

    /// <param name="executor">The plan; owns the places.</param>
    /// <param name="values">What the CPU will read of each run.</param>
    /// <param name="count">How many runs are remembered.</param>
    public RunRing(PlanExecutor executor, IReadOnlyList<GpuTensor> values, int count)
    {
        _slots = new RunSlot[count];
        for (int i = 0; i < count; i++)
            _slots[i] = executor.Own(new RunSlot(executor, values));
    }

    /// <summary>The run begun last; null before the first.</summary>
    public RunSlot? Last { get; private set; }

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
        RunSlot slot = _slots[(int)(_number % _slots.Length)];
        slot.Begin(++_number);
        return Last = slot;
    }

    /// <summary>Begins a run that will be submitted: if that so many runs ago is still under way, waits for it.</summary>
    public RunSlot NextToSubmit()
    {
        _slots[(int)(_number % _slots.Length)].Wait();
        return Next();
    }
}
