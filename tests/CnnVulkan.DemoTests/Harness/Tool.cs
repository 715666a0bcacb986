using System.Diagnostics;

namespace CnnVulkan.DemoTests.Harness;

/// <summary>Programs that tests use.</summary>
internal static class Tool
{
    private const int LongestMilliseconds = 60_000;

    /// <summary>Skips the running test where a program is not installed.</summary>
    public static void Require(params string[] programs)
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        foreach (string program in programs)
            Skip.IfNot(folders.Any(f => File.Exists(Path.Combine(f, program))), $"{program} is not installed.");
    }

    /// <summary>Runs a program on a display; fails the test where the program fails.</summary>
    /// <returns>What it wrote.</returns>
    public static string Run(string display, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DISPLAY"] = display;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(LongestMilliseconds))
        {
            process.Kill();
            Assert.Fail($"{program} {string.Join(' ', arguments)} did not end.");
        }
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} failed: {error.Result}");
        return output.Result;
    }
}
