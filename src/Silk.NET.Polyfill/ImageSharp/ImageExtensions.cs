using System.IO;
using Silk.NET.Polyfill;
using SixLabors.ImageSharp.Formats.Jpeg;

namespace SixLabors.ImageSharp;

/// <summary>Writes pictures to files and streams.</summary>
internal static class ImageExtensions
{
    // The real encoder's default.
    private const int JpegQuality = 75;

    /// <summary>Writes a file in the format its extension names: png, jpg, jpeg or bmp.</summary>
    /// <exception cref="UnknownImageFormatException">The extension is another one.</exception>
    public static void Save(this Image source, string path)
    {
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".png":
                source.SaveAsPng(path);
                break;
            case ".jpg" or ".jpeg":
                source.SaveAsJpeg(path);
                break;
            case ".bmp":
                source.SaveAsBmp(path);
                break;
            case var extension:
                throw new UnknownImageFormatException($"No encoder was found for extension '{extension}'.");
        }
    }

    public static void SaveAsPng(this Image source, string path) => ToFile(path, PictureFile.EncodePng(source));

    public static void SaveAsPng(this Image source, Stream stream) => stream.Write(PictureFile.EncodePng(source));

    public static void SaveAsBmp(this Image source, string path) => ToFile(path, PictureFile.EncodeBmp(source));

    public static void SaveAsBmp(this Image source, Stream stream) => stream.Write(PictureFile.EncodeBmp(source));

    public static void SaveAsJpeg(this Image source, string path) =>
        ToFile(path, PictureFile.EncodeJpeg(source, JpegQuality));

    public static void SaveAsJpeg(this Image source, Stream stream) =>
        stream.Write(PictureFile.EncodeJpeg(source, JpegQuality));

    public static void SaveAsJpeg(this Image source, string path, JpegEncoder encoder) =>
        ToFile(path, PictureFile.EncodeJpeg(source, encoder.Quality ?? JpegQuality));

    public static void SaveAsJpeg(this Image source, Stream stream, JpegEncoder encoder) =>
        stream.Write(PictureFile.EncodeJpeg(source, encoder.Quality ?? JpegQuality));

    private static void ToFile(string path, byte[] bytes) => File.WriteAllBytes(path, bytes);
}
