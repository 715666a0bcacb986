using System;
using System.IO;
using System.Runtime.InteropServices;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace Silk.NET.Polyfill;

/// <summary>Picture files to pixels and back, by the stb library.</summary>
/// <remarks>
/// stb would read more formats than these three, but fills what is missing from a truncated file with zeros. What it is
/// given is therefore checked to be whole first, and only for formats where that is simple.
/// </remarks>
internal static unsafe class PictureFile
{
    /// <summary>1 GiB as <see cref="Rgba32"/>. A file of a few hundred bytes can claim any size.</summary>
    public const long MaxPixels = 1L << 28;

    public static Size ReadSize(ReadOnlySpan<byte> file)
    {
        if (!PictureStructure.IsKnown(file))
        {
            throw new UnknownImageFormatException("Image cannot be loaded. Available decoders: PNG, JPEG, BMP.");
        }

        int width, height, channels;
        fixed (byte* p = file)
        {
            if (Stb.InfoFromMemory(p, file.Length, &width, &height, &channels) == 0)
            {
                throw Invalid();
            }
        }

        return (long)width * height is > 0 and <= MaxPixels
            ? new Size(width, height)
            : throw new InvalidImageContentException($"The image is {width} x {height}; at most 2^28 pixels are decoded.");
    }

    public static Rgba32[] Decode(ReadOnlySpan<byte> file, out Size size)
    {
        size = ReadSize(file);
        if (!PictureStructure.IsComplete(file))
        {
            throw new InvalidImageContentException("The image is truncated.");
        }

        int width, height, channels;
        fixed (byte* p = file)
        {
            byte* decoded = Stb.LoadFromMemory(p, file.Length, &width, &height, &channels, sizeof(Rgba32));
            if (decoded == null || width != size.Width || height != size.Height)
            {
                Stb.ImageFree(decoded);
                throw Invalid();
            }

            Rgba32[] pixels = new ReadOnlySpan<Rgba32>(decoded, width * height).ToArray();
            Stb.ImageFree(decoded);
            return pixels;
        }
    }

    public static byte[] EncodePng(Image image) =>
        Encode(image, (write, w, h, data) => Stb.WritePngToFunc(write, null, w, h, sizeof(Rgba32), data, w * sizeof(Rgba32)));

    public static byte[] EncodeJpeg(Image image, int quality) =>
        Encode(image, (write, w, h, data) => Stb.WriteJpgToFunc(write, null, w, h, sizeof(Rgba32), data, quality));

    public static byte[] EncodeBmp(Image image) =>
        Encode(image, (write, w, h, data) => Stb.WriteBmpToFunc(write, null, w, h, sizeof(Rgba32), data));

    private delegate int Encoder(delegate* unmanaged[Cdecl]<void*, void*, int, void> write, int width, int height, void* data);

    private static byte[] Encode(Image image, Encoder encoder)
    {
        var output = new MemoryStream();
        Stb.Write write = (_, data, size) => output.Write(new ReadOnlySpan<byte>(data, size));
        int done;
        fixed (Rgba32* pixels = image.ToRgba32())
        {
            done = encoder(
                (delegate* unmanaged[Cdecl]<void*, void*, int, void>)Marshal.GetFunctionPointerForDelegate(write),
                image.Width,
                image.Height,
                pixels);
        }

        GC.KeepAlive(write);
        return done != 0 ? output.ToArray() : throw new InvalidOperationException("The image cannot be encoded.");
    }

    private static InvalidImageContentException Invalid() => new($"The image cannot be decoded: {Stb.FailureReason()}.");
}
