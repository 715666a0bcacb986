using Silk.NET.Vulkan;

namespace CnnVulkan.Vulkan;

/// <summary>Refuses what a host cannot have meant, before a driver would crash on it.</summary>
internal static class BorrowCheck
{
    /// <exception cref="ArgumentException">A handle is null.</exception>
    public static void Handles(BorrowedHandles handles)
    {
        Require(handles.Instance, nameof(handles.Instance));
        Require(handles.PhysicalDevice, nameof(handles.PhysicalDevice));
        Require(handles.Device, nameof(handles.Device));
        Require(handles.Queue, nameof(handles.Queue));
    }

    /// <exception cref="ArgumentException">The queue family does not exist or does not compute.</exception>
    /// <exception cref="UnsupportedDeviceException">The device has no timeline semaphores, or the host did not enable their extension.</exception>
    public static void Device(PhysicalDeviceFacts facts, VulkanInstance instance, BorrowedHandles handles)
    {
        VisionDeviceInfo info = facts.Info;
        if (facts.QueueFamily != handles.QueueFamilyIndex)
            throw new ArgumentException($"{info.Name} has no queue family {handles.QueueFamilyIndex} that computes.", nameof(handles));
        if (info.Unusable is not null)
            throw new UnsupportedDeviceException($"{info.Name} cannot be borrowed: {info.Unusable}. The host says it created its instance for Vulkan {handles.ApiVersion}.");
        // Only functions of extensions tell whether they were enabled.
        if (!facts.CoreVersion12 && (nint)instance.Api.GetDeviceProcAddr(new Device { Handle = handles.Device }, "vkWaitSemaphoresKHR") == 0)
        {
            throw new UnsupportedDeviceException($"{info.Name} cannot be borrowed: the host created its instance for Vulkan {handles.ApiVersion} and the device "
                + $"without {PhysicalDeviceReader.TimelineExtension}. Enable the extension and the feature timelineSemaphore, or create the instance for Vulkan 1.2.");
        }
    }

    private static void Require(nint handle, string name)
    {
        if (handle == 0)
            throw new ArgumentException($"BorrowedHandles.{name} is null.", "handles");
    }
}
