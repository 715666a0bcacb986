using CnnVulkan.Vulkan;

namespace CnnVulkan.Tests.Vulkan;

public class DeviceChoiceTests
{
    private static VisionDeviceInfo Device(int index, string name, VisionDeviceType type, string? unusable = null) => new()
    {
        Index = index,
        Name = name,
        Type = type,
        DriverName = "",
        DriverVersion = "",
        ApiVersion = "1.3.0",
        MemoryBytes = 0,
        Limits = new DeviceLimits(),
        Traits = new DeviceTraits(),
        SubgroupOperations = [],
        CooperativeMatrix = false,
        TimelineSemaphores = unusable is null,
        Timestamps = true,
        Unusable = unusable,
    };

    private static readonly VisionDeviceInfo[] Devices =
    [
        Device(0, "llvmpipe", VisionDeviceType.Cpu),
        Device(1, "Integrated One", VisionDeviceType.IntegratedGpu),
        Device(2, "Discrete Old", VisionDeviceType.DiscreteGpu, "it is too old"),
        Device(3, "Discrete New", VisionDeviceType.DiscreteGpu),
        Device(4, "Virtual", VisionDeviceType.VirtualGpu),
    ];

    [Theory]
    [InlineData(null, 3)]
    [InlineData("", 3)]
    [InlineData("0", 0)]
    [InlineData("LLVM", 0)]
    [InlineData("one", 1)]
    [InlineData("discrete", 3)]
    [InlineData("virtual", 4)]
    public void ChoosesByIndexNameOrKind(string? wanted, int expected) => Assert.Equal(expected, DeviceChoice.Choose(Devices, wanted).Index);

    [Fact]
    public void PrefersGpusToTheCpu()
    {
        Assert.Equal(1, DeviceChoice.Choose(Devices[..2], null).Index);
        Assert.Equal(4, DeviceChoice.Choose([Devices[0], Devices[4]], null).Index);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("Radeon")]
    public void SaysWhichDevicesThereAre(string wanted)
    {
        var error = Assert.Throws<NoVulkanDeviceException>(() => DeviceChoice.Choose(Devices, wanted));
        Assert.Contains(wanted, error.Message);
        Assert.Contains("0: llvmpipe, 1: Integrated One", error.Message);
    }

    [Fact]
    public void SaysWhyADeviceCannotBeUsed()
    {
        var error = Assert.Throws<NoVulkanDeviceException>(() => DeviceChoice.Choose(Devices, "2"));
        Assert.Contains("it is too old", error.Message);
    }

    [Fact]
    public void SaysWhatToInstallWhereThereIsNoDevice()
    {
        var error = Assert.Throws<NoVulkanDeviceException>(() => DeviceChoice.Choose([], null));
        Assert.Contains("apt install", error.Message);
    }
}
