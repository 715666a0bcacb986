namespace Silk.NET.Core.Native;

/// <summary>Any non-dispatchable Vulkan handle, for libraries that do not know the Vulkan binding.</summary>
internal struct VkNonDispatchableHandle
{
    public ulong Handle;

    public VkNonDispatchableHandle(ulong handle) => Handle = handle;
}
