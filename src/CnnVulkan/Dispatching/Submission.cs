using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>
/// Recorded commands, of one plan or several in a row, that go to the GPU together: in one submission, or in several behind each other where they would
/// take too long for one. Used again and again; allocates only to grow.
/// </summary>
internal sealed class Submission(GpuTimeline timeline)
{
    private CommandBuffer[] _commands = new CommandBuffer[4];
    // Where one submission ends and the next begins.
    private int[] _cuts = new int[2];
    private int _count, _cutCount;

    /// <summary>Forgets what was added and not submitted.</summary>
    public void Begin() => (_count, _cutCount) = (0, 0);

    public void Add(CommandBuffer commands)
    {
        if (_count == _commands.Length)
            Array.Resize(ref _commands, 2 * _count);
        _commands[_count++] = commands;
    }

    /// <summary>What is added from now on goes in a submission of its own.</summary>
    public void Cut()
    {
        if (_cutCount == _cuts.Length)
            Array.Resize(ref _cuts, 2 * _cutCount);
        _cuts[_cutCount++] = _count;
    }

    /// <summary>Submits what was added, in order, and returns the number of the last submission: done when all are.</summary>
    /// <param name="waits">A host's semaphores that it waits for.</param>
    /// <param name="signals">A host's semaphores that are signalled at its end.</param>
    public ulong Submit(ReadOnlySpan<QueueSemaphore> waits = default, ReadOnlySpan<QueueSemaphore> signals = default)
    {
        // Nobody's copy of a result may come between the parts: memory of the one before is in use again.
        lock (timeline.Gate)
        {
            int start = 0;
            for (int i = 0; i < _cutCount; start = _cuts[i++])
                timeline.Submit(_commands.AsSpan(start, _cuts[i] - start), i == 0 ? waits : default);
            return timeline.Submit(_commands.AsSpan(start, _count - start), _cutCount == 0 ? waits : default, signals);
        }
    }
}
