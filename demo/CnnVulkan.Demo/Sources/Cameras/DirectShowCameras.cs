using System.Text.RegularExpressions;
using CnnVulkan.Demo.Sources.Video;

namespace CnnVulkan.Demo.Sources.Cameras;

/// <summary>Cameras under Windows: DirectShow devices.</summary>
internal sealed class DirectShowCameras : CameraSystem
{
    private static readonly Regex DevicePattern = new("""^\[dshow @ [^\]]*\]\s*"(?<name>[^"]+)"\s*(\((?<kinds>[a-z, ]+)\))?\s*$""");

    public override string WhereToLook => "Plug one in; it must be listed in the Device Manager under 'Cameras'.";

    public override string HowToAllow => "Allow it in Settings › Privacy & security › Camera › 'Let desktop apps access your camera'.";

    public override IReadOnlyList<CameraDevice> List(FfmpegProgram program)
        => Parse(program.Messages("-hide_banner", "-nostdin", "-list_devices", "true", "-f", "dshow", "-i", "dummy"));

    /// <summary>Understands ffmpeg's list: before 5.0 a heading parts video from audio, since then each line says what it is.</summary>
    internal static IReadOnlyList<CameraDevice> Parse(IEnumerable<string> lines)
    {
        var cameras = new List<CameraDevice>();
        bool inVideo = false;
        foreach (string line in lines)
        {
            if (line.Contains("DirectShow video devices", StringComparison.Ordinal))
                inVideo = true;
            else if (line.Contains("DirectShow audio devices", StringComparison.Ordinal))
                inVideo = false;
            Match match = DevicePattern.Match(line);
            if (!match.Success)
                continue;
            string kinds = match.Groups["kinds"].Value;
            if (kinds.Length > 0 ? kinds.Contains("video", StringComparison.Ordinal) : inVideo)
                cameras.Add(new CameraDevice(match.Groups["name"].Value, match.Groups["name"].Value));
        }
        return cameras;
    }

    public override IReadOnlyList<IReadOnlyList<string>> WaysToOpen(CameraDevice camera)
    {
        // The default buffer of 3 MB holds one uncompressed frame and a bit.
        string[] device = ["-rtbufsize", "64M", "-i", "video=" + camera.Id];
        return [["-f", "dshow", .. PreferredSize, .. device], ["-f", "dshow", .. device]];
    }
}
