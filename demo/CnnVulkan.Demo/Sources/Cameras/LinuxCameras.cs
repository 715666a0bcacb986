using System.Globalization;
using CnnVulkan.Demo.Sources.Video;

namespace CnnVulkan.Demo.Sources.Cameras;

/// <summary>Cameras under Linux: Video4Linux device files.</summary>
/// <param name="devices">The folder of the device files.</param>
/// <param name="descriptions">The folder in which the kernel describes them.</param>
internal sealed class LinuxCameras(string devices = "/dev", string descriptions = "/sys/class/video4linux") : CameraSystem
{
    private const string Prefix = "video";

    public override string WhereToLook =>
        "Plug one in; 'ls /dev/video*' shows what the system sees. In a container or virtual machine the camera must be passed through (docker: --device /dev/video0).";

    public override string HowToAllow => "Add this user to the group that owns the device, mostly 'sudo usermod -aG video $USER', and log in again.";

    public override IReadOnlyList<CameraDevice> List(FfmpegProgram program) => List();

    /// <summary>As above; no program is asked.</summary>
    public IReadOnlyList<CameraDevice> List() => !Directory.Exists(devices)
        ? []
        : [.. Directory.EnumerateFileSystemEntries(devices, Prefix + "*")
            .Select(path => (Path: path, Number: NumberOf(path)))
            .Where(d => d.Number >= 0 && GivesPictures(d.Number))
            .OrderBy(d => d.Number)
            .Select(d => new CameraDevice(d.Path, Describe(d.Number, "name") is { Length: > 0 } name ? name : Path.GetFileName(d.Path)))];

    public override IReadOnlyList<IReadOnlyList<string>> WaysToOpen(CameraDevice camera) =>
    [
        // Uncompressed, 720p does not fit through USB 2 at more than 10 frames a second.
        ["-f", "v4l2", "-input_format", "mjpeg", .. PreferredSize, "-i", camera.Id],
        ["-f", "v4l2", .. PreferredSize, "-i", camera.Id],
        ["-f", "v4l2", "-i", camera.Id],
    ];

    /// <summary>A USB camera has a second device file for what it knows about its pictures; its index is 1.</summary>
    private bool GivesPictures(int number) => Describe(number, "index") is "" or "0";

    private string Describe(int number, string what)
    {
        string file = Path.Combine(descriptions, Prefix + number.ToString(CultureInfo.InvariantCulture), what);
        try
        {
            return File.Exists(file) ? File.ReadAllText(file).Trim() : "";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The camera was unplugged in this moment; whoever opens it will be told.
            return "";
        }
    }

    private static int NumberOf(string path) =>
        int.TryParse(Path.GetFileName(path).AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1;
}
