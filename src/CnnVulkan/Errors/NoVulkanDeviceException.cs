namespace CnnVulkan;

/// <summary>No Vulkan loader, no driver, or no device that fits: says what was tried and what to install.</summary>
public sealed class NoVulkanDeviceException : CnnVulkanException
{
    /// <summary>Creates the error.</summary>
    public NoVulkanDeviceException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
