using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CnnVulkan.Demo.Sources.Video;

/// <summary>The installed ffmpeg, and how its options are called in its version.</summary>
internal sealed class FfmpegProgram
{
    /// <summary>What to do where there is none.</summary>
    public const string HowToInstall =
        "Install it (Debian, Ubuntu: apt install ffmpeg; macOS: brew install ffmpeg; Windows: winget install ffmpeg) and choose the source again. "
        + "The scene and pictures work without it.";

    // "ffmpeg version 5.1.9-0+deb12u1 …", "ffmpeg version n7.1 …"
    private static readonly Regex VersionPattern = new(@"^ffmpeg version n?(\d{1,3})\.(\d{1,3})(?!\d)");

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);

    private readonly Version _version;

    private FfmpegProgram(string path, Version version) => (Path, _version) = (path, version);

    /// <summary>The executable file.</summary>
    public string Path { get; }

    /// <summary>The option that makes each decoded frame come out once, whatever its time stamp: renamed in 5.1, the old name deprecated since.</summary>
    public IReadOnlyList<string> EachFrameOnce => _version >= new Version(5, 1) ? ["-fps_mode", "passthrough"] : ["-vsync", "0"];

    /// <summary>The option that limits how long a silent RTSP camera is waited for, in microseconds. Before 5.0 <c>-timeout</c> meant to wait for a caller.</summary>
    public string RtspTimeout => _version.Major >= 5 ? "-timeout" : "-stimeout";

    /// <summary>Finds the program and asks for its version.</summary>
    /// <exception cref="SourceException">There is none, or it does not run.</exception>
    public static FfmpegProgram Find(string searchPath)
    {
        string name = OperatingSystem.IsWindows() ? "ffmpeg.exe" : "ffmpeg";
        string? path = searchPath.Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => System.IO.Path.Combine(folder.Trim('"'), name)).FirstOrDefault(File.Exists);
        if (path is null)
            throw new SourceException($"Cameras and videos need the program ffmpeg, which is in none of the folders of PATH. {HowToInstall}");
        path = System.IO.Path.GetFullPath(path);
        string[] banner = Ask(path, fromErrors: false, ["-version"]);
        return new FfmpegProgram(path, ParseVersion(banner.FirstOrDefault() ?? ""));
    }

    /// <summary>Runs it to its end and gives the lines it writes to its error stream, as it does with lists of devices.</summary>
    /// <exception cref="SourceException">It does not run, or does not end.</exception>
    public string[] Messages(params string[] arguments) => Ask(Path, fromErrors: true, arguments);

    /// <summary>The version in the first line of the banner. Builds from the newest sources carry a date and a hash: they count as new.</summary>
    internal static Version ParseVersion(string banner)
    {
        Match match = VersionPattern.Match(banner);
        return match.Success
            ? new Version(Number(match.Groups[1]), Number(match.Groups[2]))
            : new Version(int.MaxValue, 0);
    }

    private static int Number(Group digits) => int.Parse(digits.Value, CultureInfo.InvariantCulture);

    private static string[] Ask(string path, bool fromErrors, string[] arguments)
    {
        var start = new ProcessStartInfo(path, arguments)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(AnswerLimit))
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
                throw new SourceException($"'{path} {string.Join(' ', arguments)}' gave no answer in {AnswerLimit.TotalSeconds:0} s. {HowToInstall}");
            }
            return (fromErrors ? errors : output).Result.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        }
        catch (Exception failure) when (failure is System.ComponentModel.Win32Exception or IOException)
        {
            throw new SourceException($"'{path}' cannot be run: {failure.Message}. {HowToInstall}", failure);
        }
    }
}
