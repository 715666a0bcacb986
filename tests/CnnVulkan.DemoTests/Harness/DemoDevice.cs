using CnnVulkan.Demo.App;
using CnnVulkan.Scenes.Graphics;
using CnnVulkan.Vulkan;
using Microsoft.Extensions.Logging.Abstractions;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace CnnVulkan.DemoTests.Harness;

/// <summary>Makes the demo's device for a test, with validation layers where they are installed; skips the test where there is no GPU.</summary>
internal static class DemoDevice
{
    private static readonly Lazy<bool> Validation = new(ValidationInstalled);

    /// <summary>Whether a missing device is a failure: CI sets it, so that tests cannot pass by not running.</summary>
    private static bool Required => Environment.GetEnvironmentVariable("CNNVULKAN_REQUIRE_GPU") == "1";

    /// <summary>What to start the demo with: validation where it is installed.</summary>
    public static string[] ValidationOption => Validation.Value ? ["--validation"] : [];

    /// <summary>A device of the test's own, to be disposed.</summary>
    /// <param name="validation">Whether validation is wanted, where it is installed.</param>
    public static GraphicsDevice Create(bool validation = true)
    {
        try
        {
            return GraphicsDevice.Create(new DemoOptions { Validation = validation && Validation.Value, CacheDirectory = "off" }.ForDevice());
        }
        catch (NoVulkanDeviceException error) when (!Required)
        {
            Skip.If(true, error.Message);
            throw;
        }
    }

    /// <summary>Runs a test on a device of its own; fails on any validation message, those of disposal included, and on leaked memory.</summary>
    /// <param name="test">The test.</param>
    /// <param name="validation">Whether validation is wanted, where it is installed.</param>
    public static void Run(Action<GraphicsDevice> test, bool validation = true)
    {
        GraphicsDevice device = Create(validation);
        try
        {
            test(device);
            device.WaitIdle();
            Assert.Equal(0, device.Memory.Count);
        }
        finally
        {
            device.Dispose();
        }
        Assert.Empty(device.ValidationMessages);
    }

    private static bool ValidationInstalled()
    {
        try
        {
            VulkanInstance.Create(validation: true, NullLogger.Instance).Dispose();
            return true;
        }
        catch (Exception error) when (error is ValidationLayerMissingException or NoVulkanDeviceException)
        {
            return false;
        }
    }
}
