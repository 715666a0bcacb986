using CnnVulkan.Demo.Sources.Pictures;

namespace CnnVulkan.Demo.Sources;

/// <summary>A source as a person names it on the command line or by dropping files on the window.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Targets">Files, the address, or the camera's number or name; empty for the scene, the pad and the first camera.</param>
internal sealed record SourceSpec(SourceKind Kind, IReadOnlyList<string> Targets)
{
    /// <summary>What <see cref="Parse"/> understands, for help texts.</summary>
    public const string Forms = "scene, pad (to draw on), camera, camera:NUMBER, camera:NAME, a picture, a folder of pictures, a video file, or an address (rtsp://…, http://…)";

    private const string CameraWord = "camera";

    private static readonly string[] Schemes = ["rtsp", "rtsps", "rtmp", "rtmps", "http", "https", "srt", "udp", "tcp"];

    /// <summary>The demo's own scene.</summary>
    public static SourceSpec Scene { get; } = new(SourceKind.Scene, []);

    /// <summary>The pad to draw on.</summary>
    public static SourceSpec Pad { get; } = new(SourceKind.Pad, []);

    /// <summary>The only target, or nothing.</summary>
    public string Target => Targets.Count > 0 ? Targets[0] : "";

    /// <summary>Understands one of <see cref="Forms"/>.</summary>
    /// <exception cref="SourceException">It is none of them; the message says what it could have been.</exception>
    public static SourceSpec Parse(string text)
    {
        text = text.Trim();
        if (text.Equals("scene", StringComparison.OrdinalIgnoreCase))
            return Scene;
        if (text.Equals("pad", StringComparison.OrdinalIgnoreCase))
            return Pad;
        if (text.Equals(CameraWord, StringComparison.OrdinalIgnoreCase))
            return new SourceSpec(SourceKind.Camera, []);
        if (text.StartsWith(CameraWord + ":", StringComparison.OrdinalIgnoreCase))
            return Camera(text[(CameraWord.Length + 1)..].Trim());
        if (text.Length == 0)
            throw new SourceException($"The source is empty. It may be {Forms}.");
        return text.Contains("://", StringComparison.Ordinal) ? Address(text) : FromPaths([text]);
    }

    /// <summary>What dropped files are: pictures and folders of pictures together, or one video.</summary>
    /// <exception cref="SourceException">A file is missing, a folder has no pictures, or videos are mixed with other files.</exception>
    public static SourceSpec FromPaths(IReadOnlyList<string> paths)
    {
        foreach (string path in paths)
        {
            if (!File.Exists(path) && !Directory.Exists(path))
                throw new SourceException($"The source '{path}' is no file or folder, and nothing else that is known. It may be {Forms}.");
        }
        string[] full = [.. paths.Select(Path.GetFullPath)];
        string? video = Array.Find(full, p => File.Exists(p) && !PictureList.IsPicture(p));
        if (video is null)
        {
            PictureList.Find(full);
            return new SourceSpec(SourceKind.Pictures, full);
        }
        return full.Length == 1
            ? new SourceSpec(SourceKind.Video, full)
            : throw new SourceException($"'{video}' is no picture. Several files at once must all be pictures ({PictureList.Endings}); videos go one at a time.");
    }

    private static SourceSpec Camera(string which) => which.Length > 0
        ? new SourceSpec(SourceKind.Camera, [which])
        : throw new SourceException("'camera:' lacks which camera: a number as in camera:1, or a device or name as in camera:/dev/video2.");

    private static SourceSpec Address(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? address))
            throw new SourceException($"'{text}' is no valid address. One looks like rtsp://user:password@192.168.1.20:554/stream.");
        if (address.IsFile)
            return FromPaths([address.LocalPath]);
        if (!Schemes.Contains(address.Scheme, StringComparer.OrdinalIgnoreCase))
            throw new SourceException($"Addresses that begin with {address.Scheme}:// are not understood; these are: {string.Join(", ", Schemes)}.");
        if (address.Host.Length == 0)
            throw new SourceException($"The address '{text}' names no host. One looks like {address.Scheme}://192.168.1.20/stream.");
        return new SourceSpec(SourceKind.Network, [text]);
    }
}
