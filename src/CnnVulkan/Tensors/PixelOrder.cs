namespace CnnVulkan;

/// <summary>How the pixels of an <see cref="ImageView"/> lie in memory, one byte per channel.</summary>
public enum PixelOrder
{
    /// <summary>Red, green, blue, alpha.</summary>
    Rgba,

    /// <summary>Blue, green, red, alpha: Windows bitmaps, most screens.</summary>
    Bgra,

    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Blue, green, red: OpenCV.</summary>
    Bgr,

    /// <summary>One byte of brightness.</summary>
    Gray,

    /// <summary>
    /// A plane of luma, then one of chroma, of half the rows: blue and red difference by turns, one pair for two by two pixels; both planes with the
    /// same bytes from row to row. As cameras and video decoders give pictures. Width and height are even.
    /// </summary>
    Nv12,
}
