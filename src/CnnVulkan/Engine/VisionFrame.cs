namespace CnnVulkan;

/// <summary>A frame as components see it.</summary>
/// <param name="Number">Its number, from 1 on.</param>
/// <param name="DeltaSeconds">The time since the frame before, in seconds.</param>
/// <param name="CommandBuffer">The <c>VkCommandBuffer</c> that it is recorded into: the host's, or the library's own; 0 where nothing can be recorded.</param>
public readonly record struct VisionFrame(long Number, float DeltaSeconds, nint CommandBuffer);
