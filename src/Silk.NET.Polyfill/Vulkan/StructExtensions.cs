using Silk.NET.Core.Native;

namespace Silk.NET.Vulkan;

/// <summary>Handles to and from what windowing libraries, which do not know this binding, pass around.</summary>
internal static class StructExtensions
{
    public static VkHandle ToHandle(this Instance instance) => new(instance.Handle);

    public static SurfaceKHR ToSurface(this VkNonDispatchableHandle surface) => new() { Handle = surface.Handle };
}
