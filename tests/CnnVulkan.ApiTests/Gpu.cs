[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace CnnVulkan.ApiTests;

/// <summary>Whether this machine has a Vulkan device.</summary>
internal static class Gpu
{
    private static readonly Lazy<(VisionDeviceInfo? Device, string? Missing)> Found = new(Find);

    /// <summary>What the library would use; skips the test where there is nothing, or fails it where CNNVULKAN_REQUIRE_GPU is set.</summary>
    public static VisionDeviceInfo Require()
    {
        (VisionDeviceInfo? device, string? missing) = Found.Value;
        if (device is null && Environment.GetEnvironmentVariable("CNNVULKAN_REQUIRE_GPU") == "1")
            throw new InvalidOperationException($"CNNVULKAN_REQUIRE_GPU is set, but: {missing}");
        Skip.If(device is null, missing);
        return device!;
    }

    private static (VisionDeviceInfo?, string?) Find()
    {
        try
        {
            VisionDeviceInfo? used = VisionDevice.Enumerate().FirstOrDefault(d => d.WouldBeUsed);
            return (used, used is null ? "No Vulkan device can be used." : null);
        }
        catch (NoVulkanDeviceException error)
        {
            return (null, error.Message);
        }
    }
}
