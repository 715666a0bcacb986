using CnnVulkan.Plans;
using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>Records runs of a plan in parts, each about as long as it is told, by what the dispatches took before.</summary>
internal sealed class SliceRecorder
{
    /// <summary>How much a new time counts against those before: one slow run, disturbed by another program, must not cut the next ones to pieces.</summary>
    private const double NewTimeWeight = 0.4;

    private readonly PlanExecutor _executor;
    private readonly SliceTimes? _times;
    private readonly double[] _costs;
    private readonly double[] _last;
    private int _next;

    /// <param name="executor">What is recorded.</param>
    /// <param name="times">Times the dispatches; null where the device cannot.</param>
    public SliceRecorder(PlanExecutor executor, SliceTimes? times)
    {
        _executor = executor;
        _times = times;
        _costs = [.. executor.Plan.Dispatches.Select(d => DispatchCost.Milliseconds(d, executor.Device.Traits))];
        _last = new double[_costs.Length];
    }

    /// <summary>Whether a run was begun and its end not recorded yet.</summary>
    public bool IsUnderWay => _next > 0;

    /// <summary>Whether a run was ever timed.</summary>
    public bool IsTimed { get; private set; }

    /// <summary>Milliseconds of each dispatch of the run that was timed last.</summary>
    public ReadOnlySpan<double> Times
    {
        get
        {
            Update();
            return _last;
        }
    }

    /// <summary>Records the next slice; returns whether it was the run's last.</summary>
    public bool Record(CommandBuffer commands, double budget)
    {
        Update();
        var writer = new CommandWriter(_executor.Device.Vulkan, commands);
        if (_next == 0)
        {
            _executor.RecordInputs(writer);
            _times?.BeginRun(commands);
        }
        int end = SlicePlan.End(_costs, _next, budget);
        if (end > _next)
            _times?.BeginSlice(commands, _next);
        for (; _next < end; _next++)
        {
            _executor.RecordDispatch(writer, _next);
            _times?.After(commands, _next);
        }
        if (_next < _costs.Length)
            return false;
        _next = 0;
        _times?.EndRun();
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
                _costs[i] = IsTimed ? _costs[i] + NewTimeWeight * (_last[i] - _costs[i]) : _last[i];
            IsTimed = true;
        }
    }
}
