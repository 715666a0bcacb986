namespace CnnVulkan;

/// <summary>
/// A Vulkan device that a host made: raw handles, whatever binding made them. They are used and never destroyed. What a host enabled cannot be
/// asked for, so it says; and what it does not say is not used, whatever the device supports. Nothing beyond Vulkan 1.1 and a queue that
/// computes need be enabled.
/// </summary>
public sealed record BorrowedHandles
{
    /// <summary>The <c>VkInstance</c>.</summary>
    public nint Instance { get; init; }

    /// <summary>The version the host created its instance for (<c>VkApplicationInfo.apiVersion</c>), 1.1 at least.</summary>
    public Version ApiVersion { get; init; } = new(1, 1);

    /// <summary>The <c>VkPhysicalDevice</c>.</summary>
    public nint PhysicalDevice { get; init; }

    /// <summary>The <c>VkDevice</c>.</summary>
    public nint Device { get; init; }

    /// <summary>
    /// The queues that may be used, one at least. The first is that of workers that name no other (<see cref="WorkerOptions.Queue"/>). What a worker records goes
    /// into command buffers of its own queue's family.
    /// </summary>
    public IReadOnlyList<BorrowedQueue> Queues { get; init; } = [];

    /// <summary>The features the host enabled.</summary>
    public VulkanFeatures EnabledFeatures { get; init; }

    /// <summary>The device extensions the host enabled. Features of an extension that is not core need theirs here.</summary>
    public IReadOnlyCollection<string> EnabledExtensions { get; init; } = [];

    /// <summary>The host's <c>vkGetInstanceProcAddr</c>; 0 for that of the system's Vulkan loader.</summary>
    public nint GetInstanceProcAddr { get; init; }
}
