namespace Silk.NET.Core.Contexts;

/// <summary>What Vulkan can draw on.</summary>
internal interface IVkSurfaceSource
{
    IVkSurface? VkSurface { get; }
}
