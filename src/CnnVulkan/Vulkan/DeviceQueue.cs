using Silk.NET.Vulkan;

namespace CnnVulkan.Vulkan;

/// <summary>A queue, taken by one thread at a time: under a host's lock where it has one, else under one of its own.</summary>
/// <param name="api">Vulkan.</param>
/// <param name="handle">The queue.</param>
/// <param name="family">The index of its family.</param>
/// <param name="timestampBits">How many bits of a time stamp count in its family; 0 where there are none.</param>
/// <param name="hostSubmission">The host's lock; null for one of its own.</param>
internal sealed unsafe class DeviceQueue(Vk api, Queue handle, uint family, int timestampBits, Action<Action>? hostSubmission)
{
    private readonly object _lock = new();

    public Queue Handle { get; } = handle;

    public uint Family { get; } = family;

    /// <summary>How many bits of a time stamp count; 0 where there are none.</summary>
    public int TimestampBits { get; } = timestampBits;

    /// <summary>Submits. Any thread.</summary>
    /// <param name="info">What.</param>
    /// <param name="fence">Signalled at its end; none by default.</param>
    /// <returns>What the host threw after it had made the submission; null where nothing.</returns>
    public Exception? Submit(SubmitInfo* info, Fence fence = default)
    {
        if (hostSubmission is not null)
            return HostSubmission.Run(hostSubmission, api, Handle, info, fence);
        lock (_lock)
            api.QueueSubmit(Handle, 1, info, fence).Check("vkQueueSubmit");
        return null;
    }
}
