namespace CnnVulkan.Demo.Overlay;

/// <summary>What computes: the device, the numbers' precision, and the memory in use; 0 where it is not told.</summary>
internal sealed record DeviceStatus(string Name, string Precision, long MemoryBytes);
