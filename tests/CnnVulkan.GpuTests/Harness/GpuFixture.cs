using CnnVulkan.Files;
using CnnVulkan.Vulkan;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace CnnVulkan.GpuTests.Harness;

/// <summary>The device the tests of a process share, with validation layers where they are installed.</summary>
public static class GpuFixture
{
    private static readonly Lazy<(VisionDevice? Device, string? Missing)> Shared = new(Open);

    /// <summary>Whether a missing device is a failure: CI sets it, so that tests cannot pass by not running.</summary>
    private static bool Required => Environment.GetEnvironmentVariable("CNNVULKAN_REQUIRE_GPU") == "1";

    /// <summary>The device; skips the test where there is none.</summary>
    public static VisionDevice Device
    {
        get
        {
            (VisionDevice? device, string? missing) = Shared.Value;
            if (device is null && Required)
                throw new InvalidOperationException($"CNNVULKAN_REQUIRE_GPU is set, but: {missing}");
            Skip.If(device is null, missing);
            return device!;
        }
    }

    /// <summary>Options of a device for one test: validation as the shared one has it, and no cache on disk.</summary>
    public static VisionDeviceOptions Options { get; } = new() { Validation = ValidationInstalled(), CacheDirectory = "off" };

    /// <summary>Runs a test and fails it on any validation message that comes up meanwhile.</summary>
    public static void Validated(VisionDevice device, Action test)
    {
        int before = device.ValidationMessages.Count;
        test();
        Assert.Empty(device.ValidationMessages.Skip(before));
    }

    private static (VisionDevice?, string?) Open()
    {
        try
        {
            VisionDevice device = VisionDevice.Create(Options);
            AppDomain.CurrentDomain.ProcessExit += (_, _) => device.Dispose();
            return (device, null);
        }
        catch (NoVulkanDeviceException error)
        {
            return (null, error.Message);
        }
    }

    private static bool ValidationInstalled()
    {
        try
        {
            using VulkanInstance instance = VulkanInstance.Create(true, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
            return true;
        }
        catch (Exception error) when (error is ValidationLayerMissingException or NoVulkanDeviceException)
        {
            return false;
        }
    }
}
