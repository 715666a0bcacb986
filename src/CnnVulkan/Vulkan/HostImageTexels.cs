namespace CnnVulkan.Vulkan;

/// <summary>What there is to know of a format to sample it.</summary>
/// <param name="Channels">1 where it is grey, else 3.</param>
/// <param name="Planes">2 where luma and chroma lie apart.</param>
/// <param name="IsSrgb">Whether sampling decodes it.</param>
/// <param name="IsFloat">Whether its numbers are floating-point.</param>
/// <param name="ChromaHeightShift">Rows of luma for one of chroma, as a power of two.</param>
internal readonly record struct HostImageTexels(int Channels, int Planes, bool IsSrgb, bool IsFloat, int ChromaHeightShift)
{
    /// <exception cref="ArgumentException">Pictures are not stored so, or networks could make nothing of it.</exception>
    public static HostImageTexels Of(HostImageFormat format) => format switch
    {
        HostImageFormat.R8 or HostImageFormat.R16 => new HostImageTexels(1, 1, false, false, 0),
        HostImageFormat.R16Float or HostImageFormat.R32Float => new HostImageTexels(1, 1, false, true, 0),
        HostImageFormat.Rgba8Srgb or HostImageFormat.Bgra8Srgb or HostImageFormat.Abgr8Srgb
            or HostImageFormat.Bc1Srgb or HostImageFormat.Bc3Srgb or HostImageFormat.Bc7Srgb => new HostImageTexels(3, 1, true, false, 0),
        HostImageFormat.Rgba16Float or HostImageFormat.Rgba32Float or HostImageFormat.B10G11R11Float or HostImageFormat.E5Rgb9Float
            => new HostImageTexels(3, 1, false, true, 0),
        HostImageFormat.Nv12 => new HostImageTexels(3, 2, false, false, 1),
        HostImageFormat.Nv16 => new HostImageTexels(3, 2, false, false, 0),
        HostImageFormat.Rgb565 or HostImageFormat.Rgba8 or HostImageFormat.Bgra8 or HostImageFormat.Abgr8 or HostImageFormat.A2Rgb10 or HostImageFormat.A2Bgr10
            or HostImageFormat.Rgba16 or HostImageFormat.Bc1 or HostImageFormat.Bc3 or HostImageFormat.Bc7 => new HostImageTexels(3, 1, false, false, 0),
        _ => throw new ArgumentException($"Images of VkFormat {(int)format} cannot be looked at. Blit or convert it to one of: {string.Join(", ", Enum.GetNames(typeof(HostImageFormat)))}."),
    };

    /// <summary>Whether texels are linear light when they have been sampled.</summary>
    public bool IsLinear(HostImageEncoding encoding) => encoding switch
    {
        // Sampling an sRGB format decodes what was encoded.
        HostImageEncoding.Automatic => IsSrgb || IsFloat,
        HostImageEncoding.Encoded => IsSrgb,
        _ => true,
    };
}
