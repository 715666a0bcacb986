using System.Diagnostics;
using CnnVulkan.Demo.Sources;
using CnnVulkan.Demo.Sources.Video;

namespace CnnVulkan.DemoTests.Sources;

/// <summary>The ffmpeg of this machine; tests that need it are skipped without.</summary>
internal static class InstalledFfmpeg
{
    public static FfmpegProgram Require()
    {
        try
        {
            return FfmpegProgram.Find(new VideoOptions().SearchPath);
        }
        catch (SourceException missing)
        {
            Skip.If(true, missing.Message);
            throw;
        }
    }

    /// <summary>Runs it to make test data.</summary>
    public static void Run(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(Require().Path, ["-hide_banner", "-nostdin", "-loglevel", "error", .. arguments])
        {
            RedirectStandardError = true,
        })!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
    }
}
