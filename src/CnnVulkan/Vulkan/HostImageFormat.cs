namespace CnnVulkan;

/// <summary>
/// How the pixels of a <see cref="HostImage"/> lie in memory: four channels of one byte. The bytes are taken as they are; networks are
/// trained on sRGB-encoded ones, so an image must hold those, whether its format says <c>UNORM</c> or <c>SRGB</c>.
/// </summary>
public enum HostImageFormat
{
    /// <summary><c>VK_FORMAT_R8G8B8A8_UNORM</c> or <c>VK_FORMAT_R8G8B8A8_SRGB</c>.</summary>
    Rgba8,

    /// <summary><c>VK_FORMAT_B8G8R8A8_UNORM</c> or <c>VK_FORMAT_B8G8R8A8_SRGB</c>, as most swapchains have it.</summary>
    Bgra8,
}
