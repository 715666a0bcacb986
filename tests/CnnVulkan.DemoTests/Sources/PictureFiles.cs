using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace CnnVulkan.DemoTests.Sources;

/// <summary>Picture files that tests look at.</summary>
internal static class PictureFiles
{
    /// <summary>A file of one colour; its ending says the format.</summary>
    public static string Write(string path, int width, int height, Rgba32 color)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var image = new Image<Rgba32>(width, height, color);
        image.Save(path);
        return path;
    }
}
