using System.CommandLine;
using System.CommandLine.Invocation;
using CnnVulkan.Demo.Sources;

namespace CnnVulkan.Demo.App;

/// <summary>Starts the demo: a window, or frames in files.</summary>
internal static class Program
{
    private const int Failure = 1;
    private const int WrongUsage = 2;

    public static int Main(string[] args)
    {
        using var interrupt = new CancellationTokenSource();
        Console.CancelKeyPress += (_, press) =>
        {
            // The first Ctrl-C closes in order, the second ends the process.
            press.Cancel = !interrupt.IsCancellationRequested;
            interrupt.Cancel();
        };
        return Run(args, Console.Out, Console.Error, interrupt.Token);
    }

    /// <summary>Runs the demo, as the process does.</summary>
    /// <returns>The exit code: 0 only on success.</returns>
    public static int Run(IReadOnlyList<string> args, TextWriter output, TextWriter error, CancellationToken interrupt = default)
    {
        var line = new DemoCommandLine(options => Start(options, output, error, interrupt));
        ParseResult parsed = line.Root.Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is null or ParseErrorAction)
        {
            foreach (string message in parsed.Errors.Select(e => e.Message).Distinct())
                error.WriteLine($"error: {message}");
            error.WriteLine("Try: ./run.sh --help");
            return WrongUsage;
        }
        try
        {
            return parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (Exception failure) when (failure is DemoException or CnnVulkanException or SourceException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"error: {failure.Message}");
            return Failure;
        }
    }

    private static int Start(DemoOptions options, TextWriter output, TextWriter error, CancellationToken interrupt)
    {
        if (!options.Headless && Display.WhyNone() is { } reason)
        {
            error.WriteLine($"{reason} So there is no window; drawing {options.Frames} frames into {options.Out} instead (as with --headless).");
            options = options with { Headless = true };
        }
        IReadOnlyList<string> messages = options.Headless
            ? new HeadlessRun(options, output).Run(interrupt)
            : WindowRun.Run(options, output, interrupt);
        foreach (string message in messages)
            error.WriteLine($"Vulkan validation: {message}");
        return messages.Count == 0 ? 0 : Failure;
    }
}
