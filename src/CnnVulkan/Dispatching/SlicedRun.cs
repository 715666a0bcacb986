using CnnVulkan.Plans;
using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>Records runs of a plan in parts, each about as long as it is told, by what the dispatches took before.</summary>
internal sealed class SlicedRun : IRunTimes
{
    /// <summary>How much a new time counts against those before: one slow run, disturbed by another program, must not cut the next ones to pieces.</summary>
    private const double NewTimeWeight = 0.4;

    private readonly PlanExecutor _executor;
    private readonly SliceTimes? _times;
    private readonly double[] _costs;
    private readonly double[] _last;
    private int _next;
    private bool _isTimed;

    public SlicedRun(PlanExecutor executor)
    {
        _executor = executor;
        if (executor.HasTimestamps)
            _times = executor.Own(new SliceTimes(executor.Device.Vulkan, executor.Pool, executor.Timeline, executor.Plan.Dispatches.Length));
        _costs = [.. executor.Plan.Dispatches.Select(d => DispatchCost.Milliseconds(d, executor.Device.Traits))];
        _last = new double[_costs.Length];
    }

    /// <summary>Whether a run was begun and its end not recorded yet.</summary>
    public bool IsUnderWay => _next > 0;

    /// <summary>Of the run whose times arrived last, without waiting.</summary>
    public double Milliseconds()
    {
        Update();
        double sum = 0;
        foreach (double time in _last)
            sum += time;
        return sum;
    }

    /// <summary>Of the run whose times arrived last, without waiting.</summary>
    public IReadOnlyList<DispatchTiming> Profile()
    {
        Update();
        return _isTimed ? [.. _executor.Plan.Dispatches.Select((d, i) => DispatchTiming.Of(d, _last[i]))] : [];
    }

    /// <summary>Records the next slice into a command buffer of a host, given by its handle; returns whether it was the run's last.</summary>
    public bool Record(nint commandBuffer, double budget) => Record(new CommandBuffer { Handle = commandBuffer }, budget, null);

    /// <summary>Records the next slice; returns whether it was the run's last.</summary>
    /// <param name="commands">The command buffer.</param>
    /// <param name="budget">GPU time in milliseconds.</param>
    /// <param name="slot">Whose run it is, the same for all its slices; null where nobody asks.</param>
    public bool Record(CommandBuffer commands, double budget, RunSlot? slot)
    {
        Update();
        var writer = new CommandWriter(_executor.Device.Vulkan, commands);
        if (_next == 0)
        {
            _executor.RecordInputs(writer, slot);
            _times?.BeginRun(commands, slot);
        }
        int end = SlicePlan.End(_costs, _next, budget);
        if (end > _next)
            _times?.BeginSlice(commands, _next);
        for (; _next < end; _next++)
        {
            _executor.RecordDispatch(writer, _next);
            _times?.After(commands, _next);
        }
        slot?.FrameRecorded();
        if (_next < _costs.Length)
            return false;
        _next = 0;
        _times?.EndRun();
        slot?.RecordAfter(commands, writer);
        return true;
    }

    /// <summary>Forgets the run under way: another overwrites its memory.</summary>
    public void Abandon() => _next = 0;

    private void Update()
    {
        if (_times is null || _costs.Length == 0)
            return;
        while (_times.TryFetch(_last))
        {
            for (int i = 0; i < _costs.Length; i++)
                _costs[i] = _isTimed ? _costs[i] + NewTimeWeight * (_last[i] - _costs[i]) : _last[i];
            _isTimed = true;
        }
    }
}
