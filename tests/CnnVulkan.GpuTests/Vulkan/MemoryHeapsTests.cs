using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Training;
using CnnVulkan.Vulkan;

namespace CnnVulkan.GpuTests.Vulkan;

public sealed class MemoryHeapsTests
{
    [SkippableFact]
    public void What_is_free_is_no_more_than_there_is()
    {
        VisionDevice device = GpuFixture.Device;
        var heaps = new MemoryHeaps(device.Vulkan);
        long[] free = heaps.Free(new long[heaps.Count]);
        Assert.All(Enumerable.Range(0, heaps.Count), i => Assert.InRange(free[i], 0, heaps.SizeOf(i)));
        Assert.InRange(device.AvailableBytes, 1, device.Info.MemoryBytes);
    }

    /// <summary>Where the driver does not tell, what is held is all that is known of.</summary>
    [SkippableFact]
    public void Without_a_budget_it_is_what_is_not_held()
    {
        VisionDevice host = GpuFixture.Device;
        // As if the device had no extension at all.
        var facts = host.Vulkan.Facts with { Extensions = [] };
        var queue = new BorrowedQueue { Handle = host.Vulkan.Queue.Handle.Handle, FamilyIndex = (int)host.Vulkan.Queue.Family };
        using VulkanDevice device = VulkanDevice.Borrow(host.Vulkan.Instance, facts, host.Vulkan.Handle, [queue]);
        var heaps = new MemoryHeaps(device);
        Assert.False(heaps.HasBudget);
        long[] held = new long[heaps.Count];
        held[0] = 1000;
        Assert.Equal([.. Enumerable.Range(0, heaps.Count).Select(i => heaps.SizeOf(i) - held[i])], heaps.Free(held));
        held[0] = long.MaxValue;
        Assert.Equal(0, heaps.Free(held)[0]);
    }

    [SkippableFact]
    public void A_training_that_has_no_room_is_refused_before_any_of_it_is_taken()
    {
        VisionDevice device = GpuFixture.Device;
        long needed = device.Info.MemoryBytes + 1;
        var memory = new TrainingMemory(1, needed, needed, 0, 0, StagingBytes: 5, 1, 1);
        GpuOutOfMemoryException error = Assert.Throws<GpuOutOfMemoryException>(() => memory.Check(device));
        Assert.Equal(needed, error.RequestedBytes);
        Assert.InRange(error.AvailableBytes, 1, device.Info.MemoryBytes);
        (memory with { ActivationBytes = 1000 }).Check(device);
    }

    [SkippableFact]
    public void Memory_that_is_not_there_is_told_beside_what_is()
    {
        VisionDevice device = GpuFixture.Device;
        GpuOutOfMemoryException error = Assert.Throws<GpuOutOfMemoryException>(() =>
        {
            using var buffer = new GpuBuffer(device.Vulkan, device.Allocator, long.MaxValue / 4, MemoryUse.Device, "too large");
        });
        Assert.InRange(error.AvailableBytes, 0, device.Info.MemoryBytes);
    }
}
