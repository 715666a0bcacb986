using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>Whole runs of a plan, recorded once and submitted for every run: nothing is allocated or recorded meanwhile.</summary>
internal abstract class SubmittedRun(PlanExecutor executor) : IRunTimes
{
    private readonly Submission _submission = new(executor.Timeline);
    private ulong _last;

    protected PlanExecutor Executor { get; } = executor;

    /// <summary>Whether there is a run to ask about: one was submitted, and its plan has not been given back since.</summary>
    protected bool HasRun => _last > 0 && !Executor.IsDisposed;

    /// <summary>The recorded run, in parts that each are a submission.</summary>
    protected abstract CommandBuffer[] Commands { get; }

    /// <summary>Records a plan's run, timed dispatch by dispatch if that is asked for and the device can.</summary>
    public static SubmittedRun Of(PlanExecutor executor, bool profile) => profile && executor.HasTimestamps ? new ProfiledRun(executor) : new WholeRun(executor);

    /// <summary>Submits one run, after the copies of the inputs set since the last. Returns at once.</summary>
    public void Schedule()
    {
        _submission.Begin();
        AddTo(_submission);
        Submitted(_submission.Submit());
    }

    /// <summary>Adds the copies of the inputs set since the last run, and the run, to what will be submitted.</summary>
    public void AddTo(Submission submission)
    {
        Executor.AddInputs(submission);
        for (int i = 0; i < Commands.Length; i++)
        {
            if (i > 0)
                submission.Cut();
            submission.Add(Commands[i]);
        }
    }

    /// <summary>Notes that the run was submitted.</summary>
    public void Submitted(ulong number)
    {
        Executor.Submitted(number);
        _last = number;
    }

    /// <summary>Waits for the last run.</summary>
    public void Wait() => Executor.Timeline.Wait(_last);

    /// <summary>Waits for the last run; 0 where there was none, or the device has no time stamps.</summary>
    public abstract double Milliseconds();

    /// <summary>Waits for the last run; empty where there was none, or dispatches are not timed.</summary>
    public abstract IReadOnlyList<DispatchTiming> Profile();
}
