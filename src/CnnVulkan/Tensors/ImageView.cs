using CnnVulkan.Tensors;

namespace CnnVulkan;

/// <summary>A picture in CPU memory, borrowed: 8 bits per channel, in any usual order.</summary>
public readonly struct ImageView
{
    /// <summary>Wraps pixels; they are not copied, so they must stay as they are while the view is used.</summary>
    /// <param name="pixels">The rows.</param>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="stride">Bytes from one row to the next one below; 0 for rows without gaps; negative where the lowest row comes first in memory.</param>
    /// <param name="order">How a pixel's bytes lie.</param>
    /// <param name="yuv">How luma and chroma make colours, for orders that have them.</param>
    /// <exception cref="ShapeException">The extents are not positive, a row passes the stride, or there are too few bytes.</exception>
    public ImageView(ReadOnlyMemory<byte> pixels, int width, int height, int stride = 0, PixelOrder order = PixelOrder.Rgba, YuvStandard yuv = YuvStandard.Bt601)
    {
        if (width <= 0 || height <= 0)
            throw new ShapeException($"A picture of {width}×{height} has no pixels.");
        long rowBytes = (long)width * BytesOf(order);
        if (stride == 0)
            stride = (int)Math.Min(rowBytes, int.MaxValue);
        long step = Math.Abs((long)stride);
        if (step < rowBytes)
            throw new ShapeException($"A row of {width} {order} pixels takes {rowBytes} bytes, but the stride is {stride}.");
        if (order == PixelOrder.Nv12 && (width % 2 != 0 || height % 2 != 0 || stride < 0))
            throw new ShapeException($"An NV12 picture of {width}×{height} with stride {stride} cannot be: width and height are even, and the upper row comes first.");
        long rows = order == PixelOrder.Nv12 ? height + height / 2 : height, needed = step * (rows - 1) + rowBytes;
        if (pixels.Length < needed)
            throw new ShapeException($"A picture of {width}×{height} {order} pixels with rows {stride} bytes apart takes {needed} bytes, but {pixels.Length} were given.");
        (Pixels, Width, Height, Stride, Order, Yuv) = (pixels, width, height, stride, order, yuv);
    }

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Pixels { get; }

    /// <summary>Pixels per row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Bytes from one row to the next one below; negative where the lowest row comes first in memory.</summary>
    public int Stride { get; }

    /// <summary>How a pixel's bytes lie.</summary>
    public PixelOrder Order { get; }

    /// <summary>How luma and chroma make colours, for orders that have them.</summary>
    public YuvStandard Yuv { get; }

    /// <summary>Copies the pixels, rows without gaps: on the GPU one integer per pixel, red in its lowest byte.</summary>
    internal unsafe void CopyTo(byte* destination)
    {
        ReadOnlySpan<byte> pixels = Pixels.Span;
        var yuv = new YuvColors(Yuv);
        for (int y = 0; y < Height; y++)
        {
            var to = new Span<byte>(destination + (long)y * Width * 4, Width * 4);
            // From the lowest row up, where that comes first.
            long start = Stride > 0 ? (long)y * Stride : (long)(Height - 1 - y) * -Stride;
            ReadOnlySpan<byte> row = pixels.Slice((int)start, Width * BytesOf(Order));
            switch (Order)
            {
                case PixelOrder.Rgba:
                    row.CopyTo(to);
                    break;
                case PixelOrder.Bgra:
                    Spread(row, to, 4, 2, 1, 0);
                    break;
                case PixelOrder.Rgb:
                    Spread(row, to, 3, 0, 1, 2);
                    break;
                case PixelOrder.Bgr:
                    Spread(row, to, 3, 2, 1, 0);
                    break;
                case PixelOrder.Gray:
                    Spread(row, to, 1, 0, 0, 0);
                    break;
                default:
                    yuv.Convert(row, pixels.Slice((Height + y / 2) * Stride, Width), to);
                    break;
            }
        }
    }

    private static int BytesOf(PixelOrder order) => order switch
    {
        PixelOrder.Rgba or PixelOrder.Bgra => 4,
        PixelOrder.Rgb or PixelOrder.Bgr => 3,
        PixelOrder.Gray or PixelOrder.Nv12 => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(order), order, "There is no such order of pixels."),
    };

    private static void Spread(ReadOnlySpan<byte> row, Span<byte> to, int bytes, int red, int green, int blue)
    {
        for (int from = 0, at = 0; at < to.Length; from += bytes, at += 4)
        {
            (to[at], to[at + 1], to[at + 2]) = (row[from + red], row[from + green], row[from + blue]);
            to[at + 3] = 255;
        }
    }
}
