using Silk.NET.Core.Native;

namespace Silk.NET.Core.Contexts;

/// <summary>Makes Vulkan surfaces for what is drawn on.</summary>
internal unsafe interface IVkSurface
{
    VkNonDispatchableHandle Create<T>(VkHandle instance, T* allocator)
        where T : unmanaged;

    byte** GetRequiredExtensions(out uint count);
}
