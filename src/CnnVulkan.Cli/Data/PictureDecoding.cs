using CnnVulkan.Training;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace CnnVulkan.Cli.Data;

/// <summary>Decodes picture files for the training library, which has no decoder of its own.</summary>
internal static class PictureDecoding
{
    /// <exception cref="InvalidDataException">The file holds no picture that can be read.</exception>
    public static PicturePixels Decode(string path)
    {
        try
        {
            using Image<Rgb24> image = Image.Load<Rgb24>(path);
            byte[] pixels = new byte[checked(image.Width * image.Height * 3)];
            image.CopyPixelDataTo(pixels);
            return new PicturePixels(pixels, image.Width, image.Height, 3);
        }
        catch (Exception failure) when (failure is ImageFormatException or OverflowException)
        {
            throw new InvalidDataException(failure.Message, failure);
        }
    }
}
