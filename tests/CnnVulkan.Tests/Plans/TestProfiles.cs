namespace CnnVulkan.Tests.Plans;

/// <summary>Devices to plan for where there is none.</summary>
internal static class TestProfiles
{
    /// <summary>llvmpipe of Mesa 22.3 on a processor of 256-bit vectors.</summary>
    public static DeviceProfile Llvmpipe { get; } = Of("llvmpipe", VisionDeviceType.Cpu, new DeviceLimits
    {
        MaxWorkgroupSize = 1024,
        MaxSharedMemoryBytes = 32768,
        StorageBufferAlignment = 16,
        TexelBufferAlignment = 16,
        MaxTexelBufferElements = 1 << 27,
        MaxAllocationBytes = 1L << 31,
        SubgroupSize = 8,
        SubgroupShuffle = true,
        Storage16Bit = true,
        ShaderFloat16 = true,
        ShaderInt8 = true,
    });

    /// <summary>A GPU of the larger kind.</summary>
    public static DeviceProfile Gpu { get; } = Of("GPU", VisionDeviceType.DiscreteGpu, new DeviceLimits
    {
        MaxWorkgroupCount = (int.MaxValue, 65535),
        MaxWorkgroupSize = 1024,
        MaxSharedMemoryBytes = 49152,
        MaxStorageBufferRange = uint.MaxValue,
        StorageBufferAlignment = 16,
        TexelBufferAlignment = 16,
        MaxTexelBufferElements = 1 << 27,
        MaxAllocationBytes = 1L << 32,
        SubgroupSize = 32,
        SubgroupShuffle = true,
        Storage16Bit = true,
        ShaderFloat16 = true,
        ShaderInt8 = true,
    });

    private static DeviceProfile Of(string name, VisionDeviceType type, DeviceLimits limits)
        => new() { Name = name, Limits = limits, Traits = DeviceTraits.Of(limits, type) };
}
