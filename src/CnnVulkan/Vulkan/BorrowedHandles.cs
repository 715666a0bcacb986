namespace CnnVulkan;

/// <summary>
/// A Vulkan device that a host made: raw handles, whatever binding made them. They are used and never destroyed. What a host enabled
/// cannot be asked for, so it says: it must have enabled <c>timelineSemaphore</c>, and <c>storageBuffer16BitAccess</c> where it wants
/// <see cref="Precision.Float16"/>.
/// </summary>
public sealed record BorrowedHandles
{
    /// <summary>The <c>VkInstance</c>.</summary>
    public required nint Instance { get; init; }

    /// <summary>
    /// The version the host created its instance for (<c>VkApplicationInfo.apiVersion</c>), 1.1 at least. Below 1.2 the device must have
    /// been created with the extension <c>VK_KHR_timeline_semaphore</c>.
    /// </summary>
    public Version ApiVersion { get; init; } = new(1, 2);

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
    /// run before it returns, on whatever thread. Null: a lock of the <see cref="VisionDevice"/>, enough where nothing else submits to
    /// this queue while workers run.
    /// </summary>
    public Action<Action>? Submission { get; init; }
}
