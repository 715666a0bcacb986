namespace CnnVulkan;

/// <summary>
/// How the texels of a <see cref="HostImage"/> are stored: the numbers are those of <c>VkFormat</c>, so a host casts its own. Compressed formats can be
/// sampled like any other where the device can.
/// </summary>
public enum HostImageFormat
{
    /// <summary><c>VK_FORMAT_R5G6B5_UNORM_PACK16</c>.</summary>
    Rgb565 = 4,

    /// <summary><c>VK_FORMAT_R8_UNORM</c>: grey.</summary>
    R8 = 9,

    /// <summary><c>VK_FORMAT_R8G8B8A8_UNORM</c>.</summary>
    Rgba8 = 37,

    /// <summary><c>VK_FORMAT_R8G8B8A8_SRGB</c>.</summary>
    Rgba8Srgb = 43,

    /// <summary><c>VK_FORMAT_B8G8R8A8_UNORM</c>, as most swapchains have it.</summary>
    Bgra8 = 44,

    /// <summary><c>VK_FORMAT_B8G8R8A8_SRGB</c>.</summary>
    Bgra8Srgb = 50,

    /// <summary><c>VK_FORMAT_A8B8G8R8_UNORM_PACK32</c>.</summary>
    Abgr8 = 51,

    /// <summary><c>VK_FORMAT_A8B8G8R8_SRGB_PACK32</c>.</summary>
    Abgr8Srgb = 57,

    /// <summary><c>VK_FORMAT_A2R10G10B10_UNORM_PACK32</c>.</summary>
    A2Rgb10 = 58,

    /// <summary><c>VK_FORMAT_A2B10G10R10_UNORM_PACK32</c>.</summary>
    A2Bgr10 = 64,

    /// <summary><c>VK_FORMAT_R16_UNORM</c>: grey.</summary>
    R16 = 70,

    /// <summary><c>VK_FORMAT_R16_SFLOAT</c>: grey.</summary>
    R16Float = 76,

    /// <summary><c>VK_FORMAT_R16G16B16A16_UNORM</c>.</summary>
    Rgba16 = 91,

    /// <summary><c>VK_FORMAT_R16G16B16A16_SFLOAT</c>, as engines render with high dynamic range.</summary>
    Rgba16Float = 97,

    /// <summary><c>VK_FORMAT_R32_SFLOAT</c>: grey.</summary>
    R32Float = 100,

    /// <summary><c>VK_FORMAT_R32G32B32A32_SFLOAT</c>.</summary>
    Rgba32Float = 109,

    /// <summary><c>VK_FORMAT_B10G11R11_UFLOAT_PACK32</c>.</summary>
    B10G11R11Float = 122,

    /// <summary><c>VK_FORMAT_E5B9G9R9_UFLOAT_PACK32</c>.</summary>
    E5Rgb9Float = 123,

    /// <summary><c>VK_FORMAT_BC1_RGB_UNORM_BLOCK</c>.</summary>
    Bc1 = 131,

    /// <summary><c>VK_FORMAT_BC1_RGB_SRGB_BLOCK</c>.</summary>
    Bc1Srgb = 132,

    /// <summary><c>VK_FORMAT_BC3_UNORM_BLOCK</c>.</summary>
    Bc3 = 137,

    /// <summary><c>VK_FORMAT_BC3_SRGB_BLOCK</c>.</summary>
    Bc3Srgb = 138,

    /// <summary><c>VK_FORMAT_BC7_UNORM_BLOCK</c>.</summary>
    Bc7 = 145,

    /// <summary><c>VK_FORMAT_BC7_SRGB_BLOCK</c>.</summary>
    Bc7Srgb = 146,

    /// <summary>
    /// <c>VK_FORMAT_G8_B8R8_2PLANE_420_UNORM</c>, NV12 as cameras and video decoders have it: one image of two planes, created with
    /// <c>VK_IMAGE_CREATE_MUTABLE_FORMAT_BIT</c>; or two images, of <c>VK_FORMAT_R8_UNORM</c> and, half as wide and high, <c>VK_FORMAT_R8G8_UNORM</c>.
    /// </summary>
    Nv12 = 1000156003,

    /// <summary><c>VK_FORMAT_G8_B8R8_2PLANE_422_UNORM</c>, NV16: as <see cref="Nv12"/>, with chroma as high as luma.</summary>
    Nv16 = 1000156004,
}
