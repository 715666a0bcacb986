namespace CnnVulkan;

/// <summary>The GPU stopped answering (VK_ERROR_DEVICE_LOST): everything made with the device must be disposed and made again.</summary>
public sealed class DeviceLostException : VulkanException
{
    /// <summary>Creates the error.</summary>
    public DeviceLostException(string call)
        : base(call, "ErrorDeviceLost", $"{call}: the GPU was lost (driver reset, removal or a hang). Dispose the device and create a new one.")
    {
    }
}
