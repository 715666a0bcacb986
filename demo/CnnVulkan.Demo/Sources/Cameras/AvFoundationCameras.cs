using System.Text.RegularExpressions;
using CnnVulkan.Demo.Sources.Video;

namespace CnnVulkan.Demo.Sources.Cameras;

/// <summary>Cameras under macOS: AVFoundation devices.</summary>
internal sealed class AvFoundationCameras : CameraSystem
{
    private static readonly Regex DevicePattern = new(@"^\[[^\]]* @ [^\]]*\]\s*\[(?<number>\d+)\]\s*(?<name>.+)$");

    public override string WhereToLook => "Plug one in, or open the lid; it must appear in the app 'Photo Booth'.";

    public override string HowToAllow => "Allow the terminal in System Settings › Privacy & Security › Camera, and start it again.";

    public override IReadOnlyList<CameraDevice> List(FfmpegProgram program)
        => Parse(program.Messages("-hide_banner", "-nostdin", "-f", "avfoundation", "-list_devices", "true", "-i", ""));

    /// <summary>Understands ffmpeg's list. Screens stand in it too: they can be recorded, but are no cameras.</summary>
    internal static IReadOnlyList<CameraDevice> Parse(IEnumerable<string> lines)
    {
        var cameras = new List<CameraDevice>();
        bool inVideo = false;
        foreach (string line in lines)
        {
            if (line.Contains("AVFoundation video devices", StringComparison.Ordinal))
                inVideo = true;
            else if (line.Contains("AVFoundation audio devices", StringComparison.Ordinal))
                inVideo = false;
            Match match = DevicePattern.Match(line);
            if (inVideo && match.Success && !match.Groups["name"].Value.StartsWith("Capture screen", StringComparison.Ordinal))
                cameras.Add(new CameraDevice(match.Groups["number"].Value, match.Groups["name"].Value.Trim()));
        }
        return cameras;
    }

    public override IReadOnlyList<IReadOnlyList<string>> WaysToOpen(CameraDevice camera)
    {
        string[] device = ["-i", camera.Id + ":none"];
        // The default rate of 29.97 is refused by the built-in cameras, so a rate is always named.
        return [["-f", "avfoundation", .. PreferredSize, .. device], ["-f", "avfoundation", "-framerate", "30", .. device]];
    }
}
