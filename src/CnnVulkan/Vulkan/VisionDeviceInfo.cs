using System.Collections.Immutable;

namespace CnnVulkan;

/// <summary>What is known of a Vulkan device without using it. See <see cref="VisionDevice.Enumerate"/>.</summary>
public sealed record VisionDeviceInfo
{
    /// <summary>Its number in Vulkan's order, from 0; what <c>CNNVULKAN_DEVICE</c> may name.</summary>
    public int Index { get; init; }

    /// <summary>The name the driver gives it.</summary>
    public string Name { get; init; } = "";

    /// <summary>What kind of device it is.</summary>
    public VisionDeviceType Type { get; init; }

    /// <summary>The driver's name; empty where the driver does not say.</summary>
    public string DriverName { get; init; } = "";

    /// <summary>The driver's version as text.</summary>
    public string DriverVersion { get; init; } = "";

    /// <summary>The Vulkan version of the device, such as 1.3.230.</summary>
    public string ApiVersion { get; init; } = "";

    /// <summary>Bytes of memory local to the device, all heaps.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>What it can do, with 16-bit, 8-bit and subgroup support.</summary>
    public DeviceLimits Limits { get; init; } = new();

    /// <summary>What is fast on it.</summary>
    public DeviceTraits Traits { get; init; } = new();

    /// <summary>All that planning takes of it, to be saved and planned for elsewhere.</summary>
    public DeviceProfile Profile => new() { Name = Name, Driver = $"{DriverName} {DriverVersion}".Trim(), Limits = Limits, Traits = Traits };

    /// <summary>The subgroup operations compute shaders may use, such as <c>shuffle</c>; empty where none.</summary>
    public ImmutableArray<string> SubgroupOperations { get; init; } = [];

    /// <summary>Whether it multiplies matrices in hardware (<c>VK_KHR_cooperative_matrix</c>).</summary>
    public bool CooperativeMatrix { get; init; }

    /// <summary>Whether it has timeline semaphores; without, fences tell when work is done.</summary>
    public bool TimelineSemaphores { get; init; }

    /// <summary>Whether its time stamps measure how long shaders run.</summary>
    public bool Timestamps { get; init; }

    /// <summary>Why it cannot be used; null where it can.</summary>
    public string? Unusable { get; init; }

    /// <summary>Whether <see cref="VisionDevice.Create"/> would take it, with the options and the environment asked about.</summary>
    public bool WouldBeUsed { get; init; }
}
