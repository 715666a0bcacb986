using System.Diagnostics;

namespace CnnVulkan.Demo.Sources.Video;

/// <summary>One running ffmpeg whose output is read here.</summary>
/// <remarks>
/// The output pipe is also the leash: whatever becomes of this program, even if it is killed, its end of the pipe closes,
/// and ffmpeg ends at its next frame. Inputs that may fall silent carry time limits of their own.
/// </remarks>
internal sealed class FfmpegProcess : IDisposable
{
    private readonly Process _process;
    private readonly Thread _drain;
    private readonly LastLines _messages = new();

    /// <summary>Starts it.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments, each as it is: no shell sees them.</param>
    /// <param name="name">What the thread is called that reads its messages.</param>
    /// <exception cref="SourceException">It cannot be started.</exception>
    public FfmpegProcess(FfmpegProgram program, IReadOnlyList<string> arguments, string name)
    {
        var start = new ProcessStartInfo(program.Path, arguments)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            // With all three redirected, the terminal stays as it is set.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            _process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            throw new SourceException($"'{program.Path}' cannot be started: {failure.Message}. {FfmpegProgram.HowToInstall}", failure);
        }
        _process.StandardInput.Close();
        Id = _process.Id;
        Output = _process.StandardOutput.BaseStream;
        // A full error pipe would stop ffmpeg, so somebody always reads it.
        _drain = new Thread(Drain) { IsBackground = true, Name = name };
        _drain.Start();
    }

    /// <summary>The system's number of the process.</summary>
    public int Id { get; }

    /// <summary>What it writes to its output; ends when it ends.</summary>
    public Stream Output { get; }

    /// <summary>Waits for the end of a process that closed its output, and says how it ended.</summary>
    /// <param name="messages">The last lines it wrote to its error stream.</param>
    /// <returns>Its exit code.</returns>
    public int WaitForEnd(out string[] messages)
    {
        // It may close its output and then hang in closing a device.
        if (!_process.WaitForExit(2000))
            Kill();
        _process.WaitForExit();
        _drain.Join();
        messages = _messages.All;
        return _process.ExitCode;
    }

    /// <summary>Ends it at once; harmless if it has ended. Any thread may call it.</summary>
    public void Kill()
    {
        try
        {
            // Package managers of Windows install small programs that start the real one. To look for children takes 0.1 s.
            _process.Kill(entireProcessTree: OperatingSystem.IsWindows());
        }
        catch (Exception failure) when (failure is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            // It ended by itself in this moment.
        }
    }

    /// <summary>Kills it if it runs, and waits until the system has forgotten it.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.WaitForExit();
        _drain.Join();
        _process.Dispose();
    }

    private void Drain()
    {
        while (_process.StandardError.ReadLine() is { } line)
            _messages.Add(line);
    }
}
