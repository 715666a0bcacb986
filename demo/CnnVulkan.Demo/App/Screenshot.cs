using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace CnnVulkan.Demo.App;

/// <summary>Pictures in PNG files, which are there whole or not at all.</summary>
internal static class Screenshot
{
    /// <param name="path">The file.</param>
    /// <param name="pixels">RGBA bytes, row by row; what is written is opaque.</param>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Rows.</param>
    public static void Save(string path, byte[] pixels, int width, int height)
    {
        for (int i = 3; i < pixels.Length; i += 4)
            pixels[i] = byte.MaxValue;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (Image<Rgba32> image = Image.LoadPixelData<Rgba32>(pixels, width, height))
            using (FileStream file = File.Create(temporary))
                image.SaveAsPng(file);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>A name that is free, with the time in it.</summary>
    public static string FreeName(string folder, DateTime now)
    {
        string name = Path.Combine(folder, $"cnnvulkan-{now:yyyyMMdd-HHmmss}");
        string path = name + ".png";
        for (int i = 2; File.Exists(path); i++)
            path = $"{name}-{i}.png";
        return path;
    }
}
