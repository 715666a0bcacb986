namespace CnnVulkan;

/// <summary>
/// A Vulkan device that a host made: raw handles, whatever binding made them. They are used and never destroyed. The host enables
/// timeline semaphores when it creates the device, and 16-bit storage where it wants <see cref="Precision.Float16"/>.
/// </summary>
public sealed record BorrowedHandles
{
    /// <summary>The <c>VkInstance</c>; version 1.1 at least.</summary>
    public required nint Instance { get; init; }

    /// <summary>The <c>VkPhysicalDevice</c>.</summary>
    public required nint PhysicalDevice { get; init; }

    /// <summary>The <c>VkDevice</c>.</summary>
    public required nint Device { get; init; }

    /// <summary>A <c>VkQueue</c> of that device that computes.</summary>
    public required nint Queue { get; init; }

    /// <summary>The index of the queue's family.</summary>
    public required int QueueFamilyIndex { get; init; }

    /// <summary>Whether the host enabled <c>storageBuffer16BitAccess</c>.</summary>
    public bool Storage16BitEnabled { get; init; }

    /// <summary>Whether the host enabled <c>shaderFloat16</c>.</summary>
    public bool ShaderFloat16Enabled { get; init; }

    /// <summary>
    /// Runs a submission under the host's lock: Vulkan wants one thread at a time on a queue. Called with the submission, which must
    /// run before it returns. Null: this library's own lock, enough where the host does not submit while workers do.
    /// </summary>
    public Action<Action>? Submission { get; init; }
}
