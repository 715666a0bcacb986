using CnnVulkan.Vulkan;

namespace CnnVulkan;

/// <summary>
/// A picture in an image of the host, which <see cref="TextureConverter.Record(nint, in HostImage)"/> samples where it lies. The image is two-dimensional, has one sample
/// per texel, was created with <c>VK_IMAGE_USAGE_SAMPLED_BIT</c>, and belongs to the family of the queue that the commands go to (or is shared with
/// it, or is handed over: <see cref="QueueFamily"/>).
/// </summary>
/// <param name="Image">The <c>VkImage</c>.</param>
/// <param name="Width">Texels per row of the mip level that is read.</param>
/// <param name="Height">Rows of that mip level.</param>
/// <param name="Format">How texels are stored: the image's <c>VkFormat</c>.</param>
/// <param name="Layout">The <c>VkImageLayout</c> the image is in when the recorded commands run, as its number.</param>
public readonly record struct HostImage(ulong Image, int Width, int Height, HostImageFormat Format, int Layout)
{
    /// <summary><c>VK_IMAGE_LAYOUT_PREINITIALIZED</c>.</summary>
    private const int Preinitialized = 8;

    private readonly int _samples = 1;
    // One more than the family, so that nothing said is none.
    private readonly int _queueFamily;

    /// <summary>The layout it is left in; null for that it was in.</summary>
    public int? LayoutAfter { get; init; }

    /// <summary>The mip level to read.</summary>
    public int MipLevel { get; init; }

    /// <summary>The array layer to read.</summary>
    public int ArrayLayer { get; init; }

    /// <summary>The first column of the part to look at.</summary>
    public int Left { get; init; }

    /// <summary>The first row of it, in the image's own order of rows.</summary>
    public int Top { get; init; }

    /// <summary>Its columns; 0 for all from <see cref="Left"/> on.</summary>
    public int PartWidth { get; init; }

    /// <summary>Its rows; 0 for all from <see cref="Top"/> on.</summary>
    public int PartHeight { get; init; }

    /// <summary>Whether left and right change places.</summary>
    public bool FlipX { get; init; }

    /// <summary>Whether the first row is the lowest, as OpenGL's textures have it.</summary>
    public bool FlipY { get; init; }

    /// <summary>Samples per texel. Only images of one can be looked at: resolve others before.</summary>
    public int Samples
    {
        get => _samples == 0 ? 1 : _samples;
        init => _samples = value;
    }

    /// <summary>
    /// The queue family that owns the image and has released it to that of the worker's queue; it is released back afterwards, for the host to acquire.
    /// -1 where nothing changes hands: one family, or <c>VK_SHARING_MODE_CONCURRENT</c>. The host's release has the old layout <see cref="Layout"/> and the new
    /// layout <c>SHADER_READ_ONLY_OPTIMAL</c> (<c>GENERAL</c> stays); its acquire afterwards the old layout <c>SHADER_READ_ONLY_OPTIMAL</c> (or
    /// <c>GENERAL</c>) and the new layout <see cref="LayoutAfter"/>; both the colour aspect, this mip level, this array layer. Semaphores order the three.
    /// </summary>
    public int QueueFamily
    {
        get => _queueFamily - 1;
        init => _queueFamily = value + 1;
    }

    /// <summary>For formats of two planes: the <c>VkImage</c> with the chroma, of the same mip level, array layer and layout; 0 where both are planes of one image.</summary>
    public ulong Chroma { get; init; }

    /// <summary>For formats of two planes: how they make up colours.</summary>
    public YuvStandard Yuv { get; init; }

    /// <summary>What the numbers mean.</summary>
    public HostImageEncoding Encoding { get; init; }

    /// <summary>The columns and rows that are looked at.</summary>
    internal (int Width, int Height) Part => (PartWidth > 0 ? PartWidth : Width - Left, PartHeight > 0 ? PartHeight : Height - Top);

    /// <exception cref="ArgumentException">It cannot be looked at: says why.</exception>
    internal void Check()
    {
        CheckPlace();
        if (Layout is 0 or Preinitialized || LayoutAfter is 0 or Preinitialized)
            throw new ArgumentException($"An image in layout {(Layout is 0 or Preinitialized ? Layout : LayoutAfter)} (undefined or preinitialised) holds nothing, or cannot be brought there. Transition it before.");
        HostImageTexels texels = HostImageTexels.Of(Format);
        if (Chroma != 0 && texels.Planes == 1)
            throw new ArgumentException($"A chroma image belongs to formats of two planes, not to {Format}.");
    }

    /// <exception cref="ArgumentException">It cannot be drawn on: says why.</exception>
    internal void CheckTarget()
    {
        CheckPlace();
        if (Format != HostImageFormat.Rgba8)
            throw new ArgumentException($"Images of format {Format} cannot be drawn on. Take {HostImageFormat.Rgba8}, with VK_IMAGE_USAGE_STORAGE_BIT.");
        if ((LayoutAfter ?? Layout) is 0 or Preinitialized)
            throw new ArgumentException("An image cannot be left in an undefined layout: say in HostImage.LayoutAfter which one it is to be in when it has been drawn on.");
        if (FlipX || QueueFamily >= 0)
            throw new ArgumentException("Images that are drawn on cannot be mirrored left to right, nor change queue families.");
    }

    /// <exception cref="ArgumentException">There is no such place: says why.</exception>
    private void CheckPlace()
    {
        if (Image == 0)
            throw new ArgumentException("The image is null.");
        if (MipLevel < 0 || ArrayLayer < 0)
            throw new ArgumentException($"Mip level {MipLevel} and array layer {ArrayLayer} must not be negative.");
        if (Samples != 1)
            throw new ArgumentException($"The image has {Samples} samples per texel, and only images of one can be looked at. Resolve it before.");
        (int width, int height) = Part;
        if (Width <= 0 || Height <= 0)
            throw new ShapeException($"An image of {Width}×{Height} texels cannot be looked at.");
        if (Left < 0 || Top < 0 || PartWidth < 0 || PartHeight < 0 || width <= 0 || height <= 0 || Left + (long)width > Width || Top + (long)height > Height)
            throw new ShapeException($"The part of {width}×{height} texels from column {Left} and row {Top} on does not lie in an image of {Width}×{Height}.");
    }
}
