using System.Diagnostics;

namespace CnnVulkan.DemoTests.Harness;

/// <summary>An X server without a screen, of the test's own.</summary>
internal sealed class VirtualScreen : IDisposable
{
    private readonly Process _server;

    public VirtualScreen(int width = 1600, int height = 1000)
    {
        Tool.Require("Xvfb", "xdotool");
        // The server chooses a free display and says which; without -noreset it would start anew whenever a client goes.
        var start = new ProcessStartInfo("Xvfb", ["-displayfd", "1", "-screen", "0", $"{width}x{height}x24", "-nolisten", "tcp", "-noreset"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _server = Process.Start(start)!;
        _server.ErrorDataReceived += (_, _) => { };
        _server.BeginErrorReadLine();
        string? number = _server.StandardOutput.ReadLine();
        if (string.IsNullOrEmpty(number))
            Assert.Fail("Xvfb did not start.");
        Display = $":{number}";
    }

    public string Display { get; }

    public void Dispose()
    {
        _server.Kill();
        _server.WaitForExit();
        _server.Dispose();
    }
}
