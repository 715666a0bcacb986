using CnnVulkan.Demo.Sources.Video;

namespace CnnVulkan.Demo.Sources.Cameras;

/// <summary>How an operating system lists and opens cameras.</summary>
internal abstract class CameraSystem
{
    /// <summary>What is asked for first: enough for the window, and what most cameras do at full speed.</summary>
    protected static readonly string[] PreferredSize = ["-video_size", "1280x720", "-framerate", "30"];

    /// <summary>The system this program runs on.</summary>
    public static CameraSystem Current => OperatingSystem.IsWindows() ? new DirectShowCameras()
        : OperatingSystem.IsMacOS() ? new AvFoundationCameras()
        : new LinuxCameras();

    /// <summary>The cameras in the system's order.</summary>
    /// <remarks>On Windows and macOS it is ffmpeg that is asked, which takes a moment: not for a thread that draws.</remarks>
    public abstract IReadOnlyList<CameraDevice> List(FfmpegProgram program);

    /// <summary>ffmpeg's arguments to open a camera: several ways, the best first.</summary>
    public abstract IReadOnlyList<IReadOnlyList<string>> WaysToOpen(CameraDevice camera);

    /// <summary>What to do if there is no camera.</summary>
    public abstract string WhereToLook { get; }

    /// <summary>What to do if this user may not use a camera.</summary>
    public abstract string HowToAllow { get; }
}
