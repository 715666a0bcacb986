using System;
using System.Runtime.InteropServices;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp;

/// <summary>A picture in memory: rows from the top, pixels from the left, without gaps.</summary>
internal sealed class Image<TPixel> : Image
    where TPixel : unmanaged, IPixel<TPixel>
{
    private TPixel[]? _pixels;

    public Image(int width, int height)
        : base(width, height) => _pixels = new TPixel[checked(width * height)];

    public Image(int width, int height, TPixel backgroundColor)
        : this(width, height) => Pixels.Fill(backgroundColor);

    internal Image(Size size, TPixel[] pixels)
        : base(size.Width, size.Height) => _pixels = pixels;

    internal Span<TPixel> Pixels => Array();

    public TPixel this[int x, int y]
    {
        get => Pixels[Offset(x, y)];
        set => Pixels[Offset(x, y)] = value;
    }

    public Image<TPixel> Clone() => new(Size, Pixels.ToArray());

    public override Image<TPixel2> CloneAs<TPixel2>() => new(Size, Convert<TPixel, TPixel2>(Pixels));

    public void CopyPixelDataTo(Span<TPixel> destination) => Pixels.CopyTo(destination);

    public void CopyPixelDataTo(Span<byte> destination) => MemoryMarshal.AsBytes(Pixels).CopyTo(destination);

    /// <summary>All pixels as one block. The real library answers false for large pictures; always ask.</summary>
    public bool DangerousTryGetSinglePixelMemory(out Memory<TPixel> memory)
    {
        memory = Array();
        return true;
    }

    public void ProcessPixelRows(PixelAccessorAction<TPixel> processPixels) =>
        processPixels(new PixelAccessor<TPixel>(Pixels, Width, Height));

    internal override Rgba32[] ToRgba32() => Convert<TPixel, Rgba32>(Pixels);

    private protected override void Release() => _pixels = null;

    private TPixel[] Array() => _pixels ?? throw new ObjectDisposedException(nameof(Image));

    private int Offset(int x, int y)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(x);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(x, Width);
        ArgumentOutOfRangeException.ThrowIfNegative(y);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(y, Height);
        return (y * Width) + x;
    }
}
