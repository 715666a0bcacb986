using CnnVulkan.GpuTests.Harness;

namespace CnnVulkan.GpuTests.Analysis;

public sealed class DeviceSpeedTests
{
    /// <summary>Between what a phone of 2012 does in a bad minute and a hundred times the fastest GPU of 2026: an error of units is outside.</summary>
    [SkippableFact]
    public void Is_that_of_a_real_device()
    {
        using VisionDevice device = VisionDevice.Create(GpuFixture.Options);
        DeviceSpeed speed = DeviceSpeed.Measure(device);
        Assert.InRange(speed.Gflops, 0.5, 1e7);
        Assert.InRange(speed.CopyGigabytesPerSecond, 0.05, 1e6);
        Assert.Empty(device.ValidationMessages);
        Assert.True(device.AllocatedBytes < 1 << 20, "It keeps the memory it measured with.");
    }

    [Fact]
    public void The_roof_is_the_lower_of_the_two()
    {
        var speed = new DeviceSpeed(100, 10);
        Assert.Equal(20, speed.LeastTime(multiplyAdds: 1_000_000_000, bytes: 1_000_000), 6);
        Assert.Equal(50, speed.LeastTime(multiplyAdds: 1_000_000, bytes: 500_000_000), 6);
    }
}
