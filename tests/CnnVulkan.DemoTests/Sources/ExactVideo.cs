using System.Globalization;
using CnnVulkan.Tests;

namespace CnnVulkan.DemoTests.Sources;

/// <summary>A video of noise that no two frames share, packed by a codec that keeps every bit.</summary>
internal static class ExactVideo
{
    public const int Width = 40;
    public const int Height = 24;
    public const int Frames = 12;

    /// <summary>Writes it, 25 frames a second.</summary>
    public static string Write(TemporaryFolder folder)
    {
        InstalledFfmpeg.Require();
        string raw = folder.Write("raw.rgba", [.. Enumerable.Range(0, Frames).SelectMany(Picture)]);
        string size = string.Create(CultureInfo.InvariantCulture, $"{Width}x{Height}");
        string[] input = ["-f", "rawvideo", "-pixel_format", "rgba", "-video_size", size, "-framerate", "25", "-i", raw];
        InstalledFfmpeg.Run([.. input, "-c:v", "ffv1", "-pix_fmt", "bgra", folder["exact.mkv"]]);
        return folder["exact.mkv"];
    }

    /// <summary>The pixels of a frame.</summary>
    public static byte[] Picture(int number)
    {
        byte[] pixels = new byte[Width * Height * 4];
        new Random(number).NextBytes(pixels);
        return pixels;
    }
}
