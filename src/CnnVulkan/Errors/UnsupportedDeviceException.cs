namespace CnnVulkan;

/// <summary>The device lacks something that is asked of it, such as 16-bit storage: names the device and the feature.</summary>
public sealed class UnsupportedDeviceException : CnnVulkanException
{
    /// <summary>Creates the error.</summary>
    public UnsupportedDeviceException(string message)
        : base(message)
    {
    }
}
