using Silk.NET.Vulkan;
using Buffer = Silk.NET.Vulkan.Buffer;

namespace CnnVulkan.Vulkan;

/// <summary>What a descriptor names: a range of a buffer, or for a texel buffer a view of one.</summary>
/// <param name="Buffer">The buffer.</param>
/// <param name="Offset">The range's first byte.</param>
/// <param name="Bytes">The range's length.</param>
/// <param name="View">The view; only for texel buffers.</param>
internal readonly record struct BufferBinding(Buffer Buffer, long Offset, long Bytes, BufferView View);
