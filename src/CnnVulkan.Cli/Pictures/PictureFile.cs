using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace CnnVulkan.Cli.Pictures;

/// <summary>Pictures in files.</summary>
internal static class PictureFile
{
    /// <summary>Colours a network of pictures is fed.</summary>
    public const int Channels = 3;

    private static readonly string[] Endings = [".jpg", ".jpeg", ".png", ".bmp"];

    /// <exception cref="CommandException">There is no such file, it cannot be read, or it holds no picture.</exception>
    public static ImageView Load(string path)
    {
        if (!File.Exists(path))
            throw new CommandException($"{path}: no such picture.");
        try
        {
            using Image<Rgba32> image = Image.Load<Rgba32>(path);
            byte[] pixels = new byte[checked(image.Width * image.Height * 4)];
            image.CopyPixelDataTo(pixels);
            return new ImageView(pixels, image.Width, image.Height);
        }
        catch (Exception failure) when (failure is ImageFormatException or IOException or UnauthorizedAccessException or OverflowException)
        {
            throw new CommandException($"{path}: not a picture that can be read: {failure.Message}", failure);
        }
    }

    public static void SavePng(Canvas canvas, Stream stream)
    {
        using Image<Rgba32> image = Image.LoadPixelData<Rgba32>(canvas.Pixels, canvas.Width, canvas.Height);
        image.SaveAsPng(stream);
    }

    /// <summary>The pictures that the arguments name: files as they are, folders as the pictures in and below them, by name.</summary>
    /// <exception cref="CommandException">A folder holds no picture.</exception>
    public static IReadOnlyList<string> Find(IEnumerable<string> paths)
    {
        var found = new List<string>();
        foreach (string path in paths)
        {
            if (!Directory.Exists(path))
            {
                found.Add(path);
                continue;
            }
            string[] inside = [.. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .Where(f => Endings.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)];
            if (inside.Length == 0)
                throw new CommandException($"The folder '{path}' holds no pictures ({string.Join(", ", Endings)}).");
            found.AddRange(inside);
        }
        return found;
    }
}
