namespace Silk.NET.Core.Native;

/// <summary>Any dispatchable Vulkan handle, for libraries that do not know the Vulkan binding.</summary>
internal struct VkHandle
{
    public nint Handle;

    public VkHandle(nint handle) => Handle = handle;
}
