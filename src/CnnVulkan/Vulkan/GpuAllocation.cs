using Silk.NET.Vulkan;

namespace CnnVulkan.Vulkan;

/// <summary>A piece of a memory block.</summary>
/// <param name="Block">The block.</param>
/// <param name="Offset">Its first byte in the block.</param>
/// <param name="Size">How many bytes.</param>
/// <param name="Flags">What kind of memory it is.</param>
internal sealed record GpuAllocation(MemoryBlock Block, ulong Offset, ulong Size, MemoryPropertyFlags Flags);
