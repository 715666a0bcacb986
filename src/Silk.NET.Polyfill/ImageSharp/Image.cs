using System;
using System.IO;
using System.Runtime.InteropServices;
using Silk.NET.Polyfill;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp;

/// <summary>A picture in memory, of any pixel format.</summary>
internal abstract class Image : IDisposable
{
    private protected Image(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        Size = new Size(width, height);
    }

    public Size Size { get; }

    public int Width => Size.Width;

    public int Height => Size.Height;

    /// <summary>Decodes a PNG, JPEG or BMP file.</summary>
    /// <exception cref="UnknownImageFormatException">It is none of them.</exception>
    /// <exception cref="InvalidImageContentException">It is damaged, truncated, or larger than 2^28 pixels.</exception>
    public static Image Load(string path) => Load<Rgba32>(path);

    public static Image Load(Stream stream) => Load<Rgba32>(stream);

    public static Image Load(ReadOnlySpan<byte> buffer) => Load<Rgba32>(buffer);

    public static Image<TPixel> Load<TPixel>(string path)
        where TPixel : unmanaged, IPixel<TPixel> => Load<TPixel>(File.ReadAllBytes(path));

    public static Image<TPixel> Load<TPixel>(Stream stream)
        where TPixel : unmanaged, IPixel<TPixel> => Load<TPixel>(ReadToEnd(stream));

    public static Image<TPixel> Load<TPixel>(ReadOnlySpan<byte> buffer)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        Rgba32[] pixels = PictureFile.Decode(buffer, out Size size);
        return pixels is TPixel[] same
            ? new Image<TPixel>(size, same)
            : new Image<TPixel>(size, Convert<Rgba32, TPixel>(pixels));
    }

    /// <summary>Reads only the header of a picture file.</summary>
    public static ImageInfo Identify(string path) => Identify(File.ReadAllBytes(path));

    public static ImageInfo Identify(Stream stream) => Identify(ReadToEnd(stream));

    public static ImageInfo Identify(ReadOnlySpan<byte> buffer) => new(PictureFile.ReadSize(buffer));

    public static Image<TPixel> LoadPixelData<TPixel>(ReadOnlySpan<TPixel> data, int width, int height)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        var image = new Image<TPixel>(width, height);
        if (data.Length < image.Pixels.Length)
        {
            image.Dispose();
            throw new ArgumentException($"{width} x {height} pixels need {image.Width * image.Height} elements, not {data.Length}.");
        }

        data[..image.Pixels.Length].CopyTo(image.Pixels);
        return image;
    }

    public static Image<TPixel> LoadPixelData<TPixel>(ReadOnlySpan<byte> data, int width, int height)
        where TPixel : unmanaged, IPixel<TPixel> =>
        LoadPixelData(MemoryMarshal.Cast<byte, TPixel>(data), width, height);

    /// <summary>A copy in another pixel format.</summary>
    public abstract Image<TPixel2> CloneAs<TPixel2>()
        where TPixel2 : unmanaged, IPixel<TPixel2>;

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    internal abstract Rgba32[] ToRgba32();

    private protected static TTo[] Convert<TFrom, TTo>(ReadOnlySpan<TFrom> from)
        where TFrom : unmanaged, IPixel<TFrom>
        where TTo : unmanaged, IPixel<TTo>
    {
        var to = new TTo[from.Length];
        Rgba32 colour = default;
        for (int i = 0; i < to.Length; i++)
        {
            from[i].ToRgba32(ref colour);
            to[i].FromRgba32(colour);
        }

        return to;
    }

    private protected abstract void Release();

    private static byte[] ReadToEnd(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead)
        {
            throw new NotSupportedException("Cannot read from the stream.");
        }

        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }
}
