namespace CnnVulkan.Vulkan;

/// <summary>Counts the Vulkan objects that a device has created and not destroyed. Tests assert zero after dispose.</summary>
internal sealed class VulkanObjects
{
    private int _live;

    public int Live => Volatile.Read(ref _live);

    public void Add() => Interlocked.Increment(ref _live);

    public void Remove() => Interlocked.Decrement(ref _live);
}
