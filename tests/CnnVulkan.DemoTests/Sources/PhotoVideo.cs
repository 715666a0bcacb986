using System.Globalization;
using CnnVulkan.Tests;

namespace CnnVulkan.DemoTests.Sources;

/// <summary>A video made of the shared photos, as a camera stand-in; tests that need it are skipped without photos or ffmpeg.</summary>
internal static class PhotoVideo
{
    /// <summary>Writes it.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="width">Its width; photos are stretched to it.</param>
    /// <param name="height">Its height.</param>
    /// <param name="framesEach">For how many frames each photo stays.</param>
    /// <param name="photos">The names of the photos, without their endings.</param>
    /// <returns>The file.</returns>
    public static string Write(TemporaryFolder folder, int width, int height, int framesEach, params string[] photos)
    {
        InstalledFfmpeg.Require();
        string duration = (framesEach / 10.0).ToString(CultureInfo.InvariantCulture);
        string[] inputs = [.. photos.SelectMany(p => new[] { "-loop", "1", "-framerate", "10", "-t", duration, "-i", SharedData.Require($"photos/{p}.jpg") })];
        string scales = string.Concat(photos.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"[{i}]scale={width}:{height},setsar=1[v{i}];")));
        string joined = string.Concat(photos.Select((_, i) => $"[v{i}]")) + $"concat=n={photos.Length}";
        InstalledFfmpeg.Run([.. inputs, "-filter_complex", scales + joined, "-c:v", "mjpeg", "-q:v", "2", "-pix_fmt", "yuvj444p", folder["photos.mkv"]]);
        return folder["photos.mkv"];
    }
}
