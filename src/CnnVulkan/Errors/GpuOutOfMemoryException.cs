namespace CnnVulkan;

/// <summary>Not enough memory on the GPU: says what was asked and what is free.</summary>
public sealed class GpuOutOfMemoryException : VulkanException
{
    /// <summary>Creates the error.</summary>
    /// <param name="call">The call or the purpose.</param>
    /// <param name="requestedBytes">The bytes asked for.</param>
    /// <param name="availableBytes">The bytes that are free, as far as it is known.</param>
    public GpuOutOfMemoryException(string call, long requestedBytes, long availableBytes)
        : base(call, "ErrorOutOfDeviceMemory", $"{call}: {requestedBytes:N0} bytes of GPU memory were asked for, {availableBytes:N0} are available. "
            + "Use a smaller batch or network, Precision.Float16, or close other programs that use the GPU.")
    {
        RequestedBytes = requestedBytes;
        AvailableBytes = availableBytes;
    }

    /// <summary>The bytes asked for.</summary>
    public long RequestedBytes { get; }

    /// <summary>The bytes that were available.</summary>
    public long AvailableBytes { get; }
}
