using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>Recorded commands, of one plan or several in a row, that go to the GPU together. Used again and again; allocates only to grow.</summary>
internal sealed class Submission(GpuTimeline timeline)
{
    private CommandBuffer[] _commands = new CommandBuffer[4];
    private int _count;

    /// <summary>Forgets what was added and not submitted.</summary>
    public void Begin() => _count = 0;

    public void Add(CommandBuffer commands)
    {
        if (_count == _commands.Length)
            Array.Resize(ref _commands, 2 * _count);
        _commands[_count++] = commands;
    }

    /// <summary>Submits what was added, in order, and returns the submission's number.</summary>
    /// <param name="waits">A host's semaphores that it waits for.</param>
    /// <param name="signals">A host's semaphores that are signalled at its end.</param>
    public ulong Submit(ReadOnlySpan<QueueSemaphore> waits = default, ReadOnlySpan<QueueSemaphore> signals = default)
        => timeline.Submit(_commands.AsSpan(0, _count), waits, signals);
}
