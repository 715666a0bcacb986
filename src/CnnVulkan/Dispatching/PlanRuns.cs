using CnnVulkan.Plans;
using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>
/// The ways a worker runs one plan, which share its memory: a whole run begun while another is recorded in slices overwrites what those
/// computed, so they are abandoned.
/// </summary>
internal sealed class PlanRuns : IDisposable
{
    private readonly SubmittedRun _whole;
    private readonly HostRun _host;
    // Made when the first slice is recorded.
    private SlicedRun? _sliced;
    // The way that was gone last.
    private IRunTimes _times;

    /// <param name="plan">The plan.</param>
    /// <param name="device">The device.</param>
    /// <param name="profile">Whether each dispatch of a whole run is timed, where the device can.</param>
    public PlanRuns(Plan plan, VisionDevice device, bool profile)
    {
        Executor = new PlanExecutor(plan, device);
        try
        {
            _whole = SubmittedRun.Of(Executor, profile);
        }
        catch
        {
            Executor.Dispose();
            throw;
        }
        _host = new HostRun(Executor);
        _times = _whole;
    }

    public PlanExecutor Executor { get; }

    /// <summary>Whether a run was ever scheduled or recorded.</summary>
    public bool HasRun { get; private set; }

    /// <summary>Whether the last scheduled run has finished. Never waits.</summary>
    public bool IsDone => _whole.IsDone;

    /// <summary>Whether a run in slices was begun and its end not recorded yet.</summary>
    public bool IsPartlyRecorded => _sliced is { IsUnderWay: true };

    /// <summary>What the way that was gone last knows of its time.</summary>
    public IRunTimes Times => _times;

    /// <summary>Submits one run. Returns at once.</summary>
    public void Schedule()
    {
        BeginWhole();
        _whole.Schedule();
    }

    /// <summary>Records one run into a command buffer of a host.</summary>
    public void Record(CommandBuffer commands)
    {
        BeginWhole();
        _host.Record(commands);
    }

    /// <summary>Records one run whose only input is a picture of the host.</summary>
    public void Record(CommandBuffer commands, string input, in HostImage image)
    {
        BeginWhole();
        _host.Record(commands, input, image);
    }

    /// <summary>Records a part of a run; returns whether it was the last.</summary>
    public bool RecordSlice(CommandBuffer commands, double milliseconds)
    {
        _times = _sliced ??= new SlicedRun(Executor);
        HasRun = true;
        return _sliced.Record(commands, milliseconds);
    }

    public void Dispose() => Executor.Dispose();

    private void BeginWhole()
    {
        _sliced?.Abandon();
        _times = _whole;
        HasRun = true;
    }
}
