using Silk.NET.Vulkan;

namespace CnnVulkan.Vulkan;

/// <summary>All that is read of a physical device: what users see, and what creating a device takes.</summary>
/// <param name="Handle">The physical device.</param>
/// <param name="Info">What users see.</param>
/// <param name="Extensions">Names of the extensions it offers.</param>
/// <param name="CacheKey">Changes with the vendor, the device and the driver's build.</param>
/// <param name="VendorId">Who made the device, or the driver of a CPU.</param>
/// <param name="QueueFamily">The queue family to use: the first that computes.</param>
/// <param name="TimestampPeriod">Nanoseconds per tick of a time stamp; 0 where there are none.</param>
/// <param name="TimestampBits">How many bits of a time stamp count.</param>
/// <param name="Storage8Bit">Whether storage buffers may hold bytes.</param>
/// <param name="CoherentAtomSize">Bytes that ranges of non-coherent memory are multiples of.</param>
/// <param name="CoreVersion12">Whether Vulkan 1.2 is core, so that its functions need no extension.</param>
internal sealed record PhysicalDeviceFacts(
    PhysicalDevice Handle,
    VisionDeviceInfo Info,
    HashSet<string> Extensions,
    string CacheKey,
    uint VendorId,
    uint QueueFamily,
    double TimestampPeriod,
    int TimestampBits,
    bool Storage8Bit,
    ulong CoherentAtomSize,
    bool CoreVersion12)
{
    /// <summary>The device as a host made it: what it could do counts only where the host has enabled it.</summary>
    public PhysicalDeviceFacts Enabled(VulkanFeatures features)
    {
        DeviceLimits limits = Info.Limits with
        {
            Storage16Bit = (features & VulkanFeatures.StorageBuffer16BitAccess) != 0,
            ShaderFloat16 = (features & VulkanFeatures.ShaderFloat16) != 0,
            ShaderInt8 = false,
        };
        return this with
        {
            Info = Info with
            {
                Limits = limits,
                Traits = DeviceTraits.Of(limits, Info.Type),
                CooperativeMatrix = false,
                TimelineSemaphores = (features & VulkanFeatures.TimelineSemaphore) != 0,
                WouldBeUsed = true,
            },
            Storage8Bit = false,
        };
    }
}
