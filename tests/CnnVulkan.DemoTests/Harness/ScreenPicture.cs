using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace CnnVulkan.DemoTests.Harness;

/// <summary>A picture as a test looks at it: by regions, in fractions of its width and height.</summary>
internal sealed class ScreenPicture(byte[] pixels, int width, int height)
{
    public int Width => width;

    public int Height => height;

    public byte[] Pixels => pixels;

    public static ScreenPicture Load(string path)
    {
        using Image<Rgba32> image = Image.Load<Rgba32>(path);
        byte[] pixels = new byte[image.Width * image.Height * 4];
        image.CopyPixelDataTo(pixels);
        return new ScreenPicture(pixels, image.Width, image.Height);
    }

    /// <summary>The mean of the colours in a region, 0 to 255.</summary>
    public double Brightness((double X, double Y, double Width, double Height) region)
    {
        double sum = 0;
        long count = 0;
        foreach (int at in Places(region))
        {
            sum += pixels[at] + pixels[at + 1] + pixels[at + 2];
            count += 3;
        }
        return sum / count;
    }

    /// <summary>How far the colours of two pictures of one size lie apart in a region, 0 to 255 on average.</summary>
    public double Difference(ScreenPicture other, (double X, double Y, double Width, double Height) region)
    {
        Assert.Equal((width, height), (other.Width, other.Height));
        double sum = 0;
        long count = 0;
        foreach (int at in Places(region))
        {
            for (int c = 0; c < 3; c++)
                sum += Math.Abs(pixels[at + c] - other.Pixels[at + c]);
            count += 3;
        }
        return sum / count;
    }

    /// <summary>How many different colours a region has.</summary>
    public int Colours((double X, double Y, double Width, double Height) region)
        => Places(region).Select(at => pixels[at] | pixels[at + 1] << 8 | pixels[at + 2] << 16).Distinct().Count();

    private IEnumerable<int> Places((double X, double Y, double Width, double Height) region)
    {
        int left = (int)(region.X * width), top = (int)(region.Y * height);
        int right = (int)((region.X + region.Width) * width), bottom = (int)((region.Y + region.Height) * height);
        for (int y = top; y < bottom; y++)
        {
            for (int x = left; x < right; x++)
                yield return (y * width + x) * 4;
        }
    }
}
