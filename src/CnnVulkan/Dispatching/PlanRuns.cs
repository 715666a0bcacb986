using CnnVulkan.Plans;
using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>
/// The ways a worker runs one plan, which share its memory: a whole run begun while another is recorded in slices overwrites what those
/// computed, so they are abandoned. All is made when the plan is: no run makes anything.
/// </summary>
internal sealed class PlanRuns : IDisposable
{
    private readonly SubmittedRun _whole;
    private readonly HostRun _host;
    private readonly SlicedRun _sliced;
    private readonly RunRing _ring;
    private readonly Submission _submission;
    private readonly OwnSlices _own;
    // Whether the host submits the slices of the run under way.
    private bool _isHosts;
    // The way that was gone last.
    private IRunTimes _times;

    /// <param name="plan">The plan.</param>
    /// <param name="device">The device.</param>
    /// <param name="options">How it runs.</param>
    /// <param name="sequence">The order of the runs, those of other plans of the same owner included.</param>
    /// <param name="progress">Told how far making it has come, from 0 to 1; or null.</param>
    public PlanRuns(Plan plan, VisionDevice device, WorkerOptions options, RunSequence sequence, IProgress<double>? progress = null)
    {
        Executor = new PlanExecutor(plan, device, queue: device.Queue(options.Queue), progress: progress, arenas: options.Arenas);
        try
        {
            Outputs = plan.Outputs.ToDictionary(o => o.Key, o => new GpuTensor(Executor, o.Key, o.Value, plan.Values[o.Key].ElementType));
            _whole = SubmittedRun.Of(Executor, options.Profile);
            _sliced = new SlicedRun(Executor, options.Readback.Select(name => Outputs[name]).Where(o => o.IsOnGpu).Sum(o => o.ByteLength));
            _own = new OwnSlices(Executor);
            _ring = new RunRing(Executor, [.. options.Readback.Select(name => Outputs[name])], options.RunsInFlight, sequence);
        }
        catch
        {
            Executor.Dispose();
            throw;
        }
        _host = new HostRun(Executor);
        _submission = new Submission(Executor.Timeline);
        _times = _whole;
    }

    public PlanExecutor Executor { get; }

    /// <summary>The outputs and the values that are kept, by name.</summary>
    public IReadOnlyDictionary<string, GpuTensor> Outputs { get; }

    /// <summary>The run begun last; none before the first.</summary>
    public VisionRun Last => Executor.LastRun;

    /// <summary>The newest run that is done; none where there is none.</summary>
    public VisionRun LastDone => _ring.LastDone() is { } slot ? new VisionRun(slot) : default;

    /// <summary>Whether a run in slices was begun and its end not recorded yet.</summary>
    public bool IsPartlyRecorded => _sliced.IsUnderWay;

    /// <summary>What the slice recorded last is expected to take, in milliseconds.</summary>
    public double ExpectedSlice => _sliced.Expected;

    /// <summary>What the way that was gone last knows of its time.</summary>
    public IRunTimes Times => _times;

    /// <summary>Submits one run. Returns at once, unless as many as are remembered are under way.</summary>
    public VisionRun Submit(ReadOnlySpan<QueueSemaphore> waits, ReadOnlySpan<QueueSemaphore> signals)
    {
        AbandonSlices();
        RunSlot slot = _ring.NextToSubmit();
        try
        {
            _submission.Begin();
            _submission.Add(slot.Before);
            _whole.AddTo(_submission);
            _submission.Add(slot.After);
            ulong number = _submission.Submit(waits, signals);
            _whole.Submitted(number);
            slot.Submitted(number);
        }
        catch
        {
            slot.Failed();
            throw;
        }
        return Executor.LastRun = new VisionRun(slot);
    }

    /// <summary>Records one run into a command buffer of a host, by its handle.</summary>
    public VisionRun Record(nint commandBuffer) => Record(new CommandBuffer { Handle = commandBuffer });

    /// <summary>Records one run into a command buffer of a host.</summary>
    public VisionRun Record(CommandBuffer commands)
    {
        AbandonSlices();
        RunSlot slot = _ring.Next();
        _host.Record(commands, slot);
        return Executor.LastRun = new VisionRun(slot);
    }

    /// <summary>Records one run whose only input something else makes.</summary>
    public VisionRun Record(CommandBuffer commands, IInputRecorder input)
    {
        AbandonSlices();
        RunSlot slot = _ring.Next();
        _host.Record(commands, slot, input);
        return Executor.LastRun = new VisionRun(slot);
    }

    /// <summary>Submits one run whose only input something else makes, recorded now.</summary>
    public VisionRun Submit(IInputRecorder input, ReadOnlySpan<QueueSemaphore> waits, ReadOnlySpan<QueueSemaphore> signals)
    {
        AbandonSlices();
        RunSlot slot = _ring.NextToSubmit();
        try
        {
            slot.Commands = slot.Commands.Handle == 0 ? Executor.Pool.Allocate("run") : slot.Commands;
            var writer = new CommandWriter(Executor.Device.Vulkan, slot.Commands);
            writer.Begin(CommandBufferUsageFlags.OneTimeSubmitBit);
            _host.Record(slot.Commands, slot, input);
            writer.End();
            _submission.Begin();
            _submission.Add(slot.Commands);
            slot.Submitted(_submission.Submit(waits, signals));
        }
        catch
        {
            slot.Failed();
            throw;
        }
        return Executor.LastRun = new VisionRun(slot);
    }

    /// <summary>Records a part of a run.</summary>
    public VisionRun RecordSlice(CommandBuffer commands, double milliseconds)
    {
        RunSlot slot = BeginSlice(isHosts: true);
        try
        {
            _sliced.Record(commands, milliseconds, slot);
        }
        catch
        {
            // What was begun must not go on without its inputs.
            Abandon();
            throw;
        }
        return Executor.LastRun = new VisionRun(slot);
    }

    /// <summary>Submits a part of a run. Where that would have to wait it does nothing.</summary>
    /// <returns>The run begun last.</returns>
    public VisionRun ScheduleSlice(double milliseconds)
    {
        if (!_own.IsFree || (!_sliced.IsUnderWay && !_ring.IsNextIdle))
            return Last;
        RunSlot slot = BeginSlice(isHosts: false);
        try
        {
            _own.Submit(_sliced, slot, milliseconds);
        }
        catch
        {
            slot.Failed();
            Abandon();
            throw;
        }
        return Executor.LastRun = new VisionRun(slot);
    }

    private RunSlot BeginSlice(bool isHosts)
    {
        if (_sliced.IsUnderWay && isHosts != _isHosts)
            throw new InvalidOperationException("A run was begun in slices that a host submits and would go on in slices that the library submits, or the other way: nothing would order them. End it as it was begun, or call Worker.Abandon.");
        (_times, _isHosts) = (_sliced, isHosts);
        return _sliced.IsUnderWay ? _ring.Last! : _ring.Next();
    }

    /// <summary>Whether the GPU may still be at a run that a host recorded: then it must not be freed.</summary>
    public bool IsUsedByHost => _ring.IsUsedByHost;

    /// <summary>Gives up a run in slices that is under way: another takes its memory, or its plan's turn is over.</summary>
    public void AbandonSlices()
    {
        if (_sliced.IsUnderWay)
            _ring.Last!.Abandon();
        _sliced.Abandon();
        _times = _whole;
    }

    /// <summary>Gives up a run under way, and has the next one copy all inputs again.</summary>
    public void Abandon()
    {
        AbandonSlices();
        Executor.SetInputsAgain();
    }

    public void Dispose() => Executor.Dispose();
}
