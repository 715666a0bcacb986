using System.Diagnostics;
using System.Text;
using CnnVulkan.Tests;

namespace CnnVulkan.DemoTests.Harness;

/// <summary>The demo as a person has it: a process with a window, keys and a mouse.</summary>
internal sealed class DemoWindow : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly string _display;
    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private readonly HashSet<string> _seen = [];

    public DemoWindow(string display, params string[] arguments)
    {
        _display = display;
        string program = Path.Combine(AppContext.BaseDirectory, "CnnVulkan.Demo.dll");
        var start = new ProcessStartInfo("dotnet", [program, "--out", _folder.Root, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DISPLAY"] = display;
        start.Environment.Remove("WAYLAND_DISPLAY");
        _process = Process.Start(start)!;
        _process.OutputDataReceived += Hear;
        _process.ErrorDataReceived += Hear;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        try
        {
            Id = Wait("a window", Find);
            // Without a window manager nobody gives the window the keys.
            X("windowfocus", Id);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The window's number.</summary>
    public string Id { get; }

    /// <summary>All it has written.</summary>
    public string Said
    {
        get
        {
            lock (_said)
                return _said.ToString();
        }
    }

    public bool HasExited => _process.HasExited;

    /// <summary>Presses keys, by the names of X.</summary>
    public void Press(params string[] keys)
    {
        foreach (string key in keys)
            X("key", key);
    }

    public void Click(int x, int y)
    {
        X("mousemove", "--window", Id, $"{x}", $"{y}");
        X("click", "1");
    }

    /// <summary>Drags with the left button.</summary>
    public void Drag(int fromX, int fromY, int toX, int toY)
    {
        X("mousemove", "--window", Id, $"{fromX}", $"{fromY}");
        X("mousedown", "1");
        for (int i = 1; i <= 4; i++)
            X("mousemove", "--window", Id, $"{fromX + (toX - fromX) * i / 4}", $"{fromY + (toY - fromY) * i / 4}");
        X("mouseup", "1");
    }

    /// <summary>Turns the wheel: towards the picture for positive steps.</summary>
    public void Wheel(int x, int y, int steps)
    {
        X("mousemove", "--window", Id, $"{x}", $"{y}");
        for (int i = 0; i < Math.Abs(steps); i++)
            X("click", steps > 0 ? "4" : "5");
    }

    public void Resize(int width, int height) => X("windowsize", Id, $"{width}", $"{height}");

    public void X(params string[] arguments) => Tool.Run(_display, "xdotool", arguments);

    /// <summary>What the demo saves when asked for a screenshot.</summary>
    public ScreenPicture Screenshot()
    {
        Press("F12");
        string path = Wait("a screenshot", () => Directory.GetFiles(_folder.Root, "*.png").FirstOrDefault(f => !_seen.Contains(f)));
        _seen.Add(path);
        return ScreenPicture.Load(path);
    }

    /// <summary>Takes screenshots until one is as wanted.</summary>
    public ScreenPicture ScreenshotWhere(string what, Func<ScreenPicture, bool> wanted)
    {
        ScreenPicture? last = null;
        return Wait(what, () => wanted(last = Screenshot()) ? last : null);
    }

    /// <summary>What the X server shows of the window, by way of ffmpeg.</summary>
    public ScreenPicture Shown(int width, int height)
    {
        string path = _folder[$"shown-{Guid.NewGuid():N}.bmp"];
        Tool.Run(_display, "ffmpeg", "-v", "error", "-f", "x11grab", "-draw_mouse", "0", "-video_size", $"{width}x{height}", "-i", _display, "-frames:v", "1", path);
        return ScreenPicture.Load(path);
    }

    /// <summary>Waits for the process to end.</summary>
    /// <returns>Its exit code.</returns>
    public int WaitForExit()
    {
        Assert.True(_process.WaitForExit((int)Patience.TotalMilliseconds), $"The demo does not end. It said: {Said}");
        _process.WaitForExit();
        return _process.ExitCode;
    }

    public T Wait<T>(string what, Func<T?> look)
        where T : class
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            if (look() is { } found)
                return found;
            if (_process.HasExited || clock.Elapsed > Patience)
                Assert.Fail($"There was no {what}{(_process.HasExited ? $": the demo ended with {_process.ExitCode}" : "")}. It said: {Said}");
            Thread.Sleep(50);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }
        _process.Dispose();
        _folder.Dispose();
    }

    private void Hear(object sender, DataReceivedEventArgs line)
    {
        lock (_said)
            _said.AppendLine(line.Data);
    }

    private string? Find()
    {
        // xdotool fails while there is none.
        var start = new ProcessStartInfo("xdotool", ["search", "--onlyvisible", "--name", "^CnnVulkan$"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DISPLAY"] = _display;
        using Process search = Process.Start(start)!;
        string found = search.StandardOutput.ReadToEnd().Trim();
        search.WaitForExit();
        // A frame tells that the keys are listened to.
        return found.Length > 0 && Said.Contains("Drawing and computing", StringComparison.Ordinal) ? found.Split('\n')[0] : null;
    }
}
