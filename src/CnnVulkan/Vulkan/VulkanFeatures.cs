namespace CnnVulkan;

/// <summary>
/// The features of a Vulkan device that make a difference here, by Vulkan's names. None is needed: without timeline semaphores there are
/// fences, without 16-bit storage there is <see cref="Precision.Float32"/>.
/// </summary>
[Flags]
public enum VulkanFeatures
{
    /// <summary>None: Vulkan 1.1 and a queue that computes.</summary>
    None = 0,

    /// <summary><c>timelineSemaphore</c>, of Vulkan 1.2 or <c>VK_KHR_timeline_semaphore</c>.</summary>
    TimelineSemaphore = 1,

    /// <summary><c>storageBuffer16BitAccess</c>, of Vulkan 1.1: what <see cref="Precision.Float16"/> needs.</summary>
    StorageBuffer16BitAccess = 2,

    /// <summary><c>shaderFloat16</c>, of Vulkan 1.2 or <c>VK_KHR_shader_float16_int8</c>.</summary>
    ShaderFloat16 = 4,
}
