namespace CnnVulkan;

/// <summary>
/// A picture in an image of the host: what <see cref="TextureConverter.Record"/> reads without a detour through the CPU. The image is
/// two-dimensional, has one sample per pixel, was created with <c>VK_IMAGE_USAGE_TRANSFER_SRC_BIT</c>, and belongs to the queue family the
/// device was borrowed with (or is shared with it).
/// </summary>
/// <param name="Image">The <c>VkImage</c>.</param>
/// <param name="Width">Pixels per row of the mip level that is read.</param>
/// <param name="Height">Rows of that mip level.</param>
/// <param name="Format">How the pixels lie in memory.</param>
/// <param name="Layout">
/// The <c>VkImageLayout</c> the image is in when the recorded commands run, as its number; it is in the same layout afterwards.
/// </param>
public readonly record struct HostImage(ulong Image, int Width, int Height, HostImageFormat Format, int Layout)
{
    /// <summary><c>VK_IMAGE_LAYOUT_PREINITIALIZED</c>.</summary>
    private const int Preinitialized = 8;

    /// <summary>The mip level to read.</summary>
    public int MipLevel { get; init; }

    /// <summary>The array layer to read.</summary>
    public int ArrayLayer { get; init; }

    /// <exception cref="ArgumentException">The handle is null, or the layout is one whose contents are not kept.</exception>
    internal void Check()
    {
        if (Image == 0)
            throw new ArgumentException("The image is null.");
        if (Layout is 0 or Preinitialized)
            throw new ArgumentException($"An image in layout {Layout} (undefined or preinitialised) cannot be given back in it. Transition it before.");
        if (MipLevel < 0 || ArrayLayer < 0)
            throw new ArgumentException($"Mip level {MipLevel} and array layer {ArrayLayer} must not be negative.");
    }
}
