using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>Command buffers for slices that the library submits itself, taken in turn: one is recorded anew when the GPU has finished it.</summary>
internal sealed class OwnSlices
{
    /// <summary>One that runs, one behind it so that the GPU need not wait for the CPU, and one that is recorded.</summary>
    private const int Count = 3;

    private readonly PlanExecutor _executor;
    private readonly (CommandBuffer Commands, ulong Submission)[] _turns = new (CommandBuffer, ulong)[Count];
    private readonly Submission _submission;
    private int _next;

    public OwnSlices(PlanExecutor executor)
    {
        _executor = executor;
        _submission = new Submission(executor.Timeline);
        for (int i = 0; i < Count; i++)
            _turns[i].Commands = executor.Pool.Allocate("slice");
    }

    /// <summary>Whether one can be recorded without waiting.</summary>
    public bool IsFree => _executor.Timeline.IsDone(_turns[_next].Submission);

    /// <summary>Records and submits the next slice of a run.</summary>
    public void Submit(SlicedRun sliced, RunSlot slot, double milliseconds)
    {
        ref (CommandBuffer Commands, ulong Submission) turn = ref _turns[_next];
        var writer = new CommandWriter(_executor.Device.Vulkan, turn.Commands);
        writer.Begin(CommandBufferUsageFlags.OneTimeSubmitBit);
        bool isFirst = !sliced.IsUnderWay, isLast;
        try
        {
            isLast = sliced.Record(turn.Commands, milliseconds, slot, isHosts: false);
        }
        finally
        {
            writer.End();
        }
        _submission.Begin();
        _submission.Add(turn.Commands);
        turn.Submission = _submission.Submit();
        // Inputs set since are those of the next run.
        if (isFirst)
            _executor.Submitted(turn.Submission);
        slot.SliceSubmitted(turn.Submission, isLast);
        _next = (_next + 1) % Count;
    }
}
