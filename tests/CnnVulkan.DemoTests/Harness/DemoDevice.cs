using CnnVulkan.Demo.Graphics;

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
    public static GraphicsDevice Create()
    {
        try
        {
            return GraphicsDevice.Create(new GraphicsDeviceOptions { Validation = Validation.Value, CacheDirectory = "off" });
        }
        catch (NoVulkanDeviceException error) when (!Required)
        {
            Skip.If(true, error.Message);
            throw;
        }
    }

    /// <summary>Runs a test on a device of its own; fails on any validation message, those of disposal included, and on leaked memory.</summary>
    public static void Run(Action<GraphicsDevice> test)
    {
        GraphicsDevice device = Create();
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
            GraphicsInstance.Create(new GraphicsDeviceOptions { Validation = true }).Dispose();
            return true;
        }
        catch (Exception error) when (error is ValidationLayerMissingException or NoVulkanDeviceException)
        {
            return false;
        }
    }
}
