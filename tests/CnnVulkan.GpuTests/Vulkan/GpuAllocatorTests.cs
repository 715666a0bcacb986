using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Vulkan;

namespace CnnVulkan.GpuTests.Vulkan;

public class GpuAllocatorTests
{
    [SkippableFact]
    public void BuffersShareBlocksAndNeverOverlap()
    {
        using VisionDevice device = Create();
        int blocks = device.Allocator.BlockCount;
        var random = new Random(1);
        var live = new List<(GpuBuffer Buffer, byte Mark)>();
        for (int i = 0; i < 300; i++)
        {
            if (live.Count > 20 && random.Next(2) == 0)
            {
                int at = random.Next(live.Count);
                AssertMarked(live[at]);
                live[at].Buffer.Dispose();
                live.RemoveAt(at);
            }
            var buffer = new GpuBuffer(device.Vulkan, device.Allocator, random.Next(1, 100_000), MemoryUse.Upload, $"buffer {i}");
            live.Add((buffer, (byte)i));
            unsafe
            {
                new Span<byte>(buffer.Mapped, (int)buffer.Bytes).Fill((byte)i);
            }
        }
        live.ForEach(AssertMarked);
        Assert.InRange(device.Allocator.BlockCount, blocks + 1, blocks + 2);
        live.ForEach(b => b.Buffer.Dispose());
        Assert.Equal(0, device.AllocatedBytes);
        Assert.True(device.PeakAllocatedBytes > 0);
    }

    [SkippableFact]
    public void ALargeBufferHasItsOwnBlockAndGivesItBack()
    {
        using VisionDevice device = Create();
        int blocks = device.Allocator.BlockCount;
        using (var large = new GpuBuffer(device.Vulkan, device.Allocator, 100L << 20, MemoryUse.Device, "large"))
            Assert.Equal(blocks + 1, device.Allocator.BlockCount);
        Assert.Equal(blocks, device.Allocator.BlockCount);
    }

    [SkippableFact]
    public void TooMuchIsATypedErrorWithNumbersAndLeavesNothing()
    {
        using VisionDevice device = Create();
        int live = device.Vulkan.Objects.Live;
        // Larger than any heap, so that the driver is not even asked for what would swap the machine to death.
        long bytes = Math.Min(device.Limits.MaxAllocationBytes, 1L << 50) + (1L << 20);
        var error = Assert.ThrowsAny<VulkanException>(() => new GpuBuffer(device.Vulkan, device.Allocator, bytes, MemoryUse.Device, "too much"));
        if (error is GpuOutOfMemoryException full)
        {
            Assert.True(full.RequestedBytes >= bytes);
            Assert.True(full.AvailableBytes > 0);
        }
        Assert.Equal(live, device.Vulkan.Objects.Live);
    }

    private static unsafe void AssertMarked((GpuBuffer Buffer, byte Mark) b)
        => Assert.False(new Span<byte>(b.Buffer.Mapped, (int)b.Buffer.Bytes).IndexOfAnyExcept(b.Mark) >= 0);

    private static VisionDevice Create()
    {
        _ = GpuFixture.Device;
        // Without validation: the layer makes a message of the buffer that is too large.
        return VisionDevice.Create(GpuFixture.Options with { Validation = false });
    }
}
