namespace CnnVulkan;

/// <summary>A picture in CPU memory, borrowed: rows from the top, per pixel one byte each of red, green, blue and alpha (RGBA8).</summary>
public readonly struct ImageView
{
    private const int BytesPerPixel = 4;

    /// <summary>Wraps pixels; they are not copied, so they must stay as they are while the view is used.</summary>
    /// <param name="pixels">The rows, each <paramref name="stride"/> bytes after the one above.</param>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="stride">Bytes from one row to the next; 0 for rows without gaps, which is four bytes per pixel.</param>
    /// <exception cref="ShapeException">The extents are not positive, a row passes the stride, or there are too few bytes.</exception>
    public ImageView(ReadOnlyMemory<byte> pixels, int width, int height, int stride = 0)
    {
        if (width <= 0 || height <= 0)
            throw new ShapeException($"A picture of {width}×{height} has no pixels.");
        long rowBytes = (long)width * BytesPerPixel;
        if (stride == 0)
            stride = (int)Math.Min(rowBytes, int.MaxValue);
        if (stride < rowBytes)
            throw new ShapeException($"A row of {width} RGBA8 pixels takes {rowBytes} bytes, but the stride is {stride}.");
        long needed = (long)stride * (height - 1) + rowBytes;
        if (pixels.Length < needed)
            throw new ShapeException($"A picture of {width}×{height} with rows {stride} bytes apart takes {needed} bytes, but {pixels.Length} were given.");
        Pixels = pixels;
        Width = width;
        Height = height;
        Stride = stride;
    }

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Pixels { get; }

    /// <summary>Pixels per row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Bytes from one row to the next.</summary>
    public int Stride { get; }

    /// <summary>Copies the pixels, rows without gaps: on the GPU one integer per pixel, red in its lowest byte.</summary>
    internal unsafe void CopyTo(byte* destination)
    {
        ReadOnlySpan<byte> pixels = Pixels.Span;
        int rowBytes = Width * BytesPerPixel;
        for (int y = 0; y < Height; y++)
            pixels.Slice(y * Stride, rowBytes).CopyTo(new Span<byte>(destination + (long)y * rowBytes, rowBytes));
    }
}
