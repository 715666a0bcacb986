using System.Globalization;

namespace CnnVulkan.Demo.Sources.Video;

/// <summary>ffmpeg's arguments: quiet, the input as given, and RGBA pictures on its output.</summary>
internal static class FfmpegArguments
{
    public static string[] Build(FfmpegProgram program, IReadOnlyList<string> input, VideoOptions options) =>
    [
        "-hide_banner", "-nostdin", "-nostats", "-loglevel", "error",
        .. input,
        "-map", "0:v:0", "-vf", Scale(options.MaxWidth, options.MaxHeight),
        .. program.EachFrameOnce,
        "-c:v", "pam", "-pix_fmt", "rgba", "-f", "image2pipe", "pipe:1",
    ];

    /// <summary>Fits frames into a box, never enlarging them; pixels that are not square (as on DVDs) become square.</summary>
    private static string Scale(int width, int height)
    {
        string factor = string.Create(CultureInfo.InvariantCulture, $"min(1,min({width}/(iw*sar),{height}/ih))");
        return $"scale=w='max(1,round(iw*sar*{factor}))':h='max(1,round(ih*{factor}))',setsar=1";
    }
}
