using System.CommandLine;
using System.CommandLine.Invocation;
using CnnVulkan.Cli.Commands;

namespace CnnVulkan.Cli;

/// <summary>The command line: one file per command, each a thin layer over the library.</summary>
internal static class Program
{
    private const int Failure = 1;
    private const int WrongUsage = 2;
    private const int Interrupted = 130;

    public static int Main(string[] args)
    {
        using var interrupt = new CancellationTokenSource();
        Console.CancelKeyPress += (_, press) =>
        {
            // The first Ctrl-C ends what runs in order, temporary files included; the second ends the process.
            press.Cancel = !interrupt.IsCancellationRequested;
            interrupt.Cancel();
        };
        return Run(args, Console.Out, Console.Error, interrupt.Token);
    }

    /// <summary>Runs one command, as the process does.</summary>
    /// <returns>The exit code: 0 only on success.</returns>
    public static int Run(IReadOnlyList<string> args, TextWriter output, TextWriter error, CancellationToken interrupt = default)
    {
        var common = new CommonOptions();
        ParseResult parsed = CreateRoot(common, interrupt).Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is null or ParseErrorAction)
        {
            foreach (string message in parsed.Errors.Select(e => e.Message).Distinct())
                error.WriteLine($"error: {message}");
            error.WriteLine($"Try: cnnvulkan {CommandPath(parsed)}--help");
            return WrongUsage;
        }
        try
        {
            return parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
        {
            error.WriteLine("Interrupted.");
            return Interrupted;
        }
        catch (Exception failure)
        {
            error.WriteLine($"error: {ErrorText.Of(failure)}");
            if (parsed.GetValue(common.Verbose))
                error.WriteLine(failure);
            return Failure;
        }
    }

    private static RootCommand CreateRoot(CommonOptions common, CancellationToken interrupt)
    {
        var root = new RootCommand("CnnVulkan: convolutional networks as Vulkan compute shaders.")
        {
            new DevicesCommand(common, interrupt),
            new ClassifyCommand(common, interrupt),
            new TrainCommand(common, interrupt),
            new EvaluateCommand(common, interrupt),
            new RunCommand(common, interrupt),
            new SummaryCommand(common, interrupt),
            new ExportCommand(common, interrupt),
            new SizeCommand(common, interrupt),
            new ConformanceCommand(common, interrupt),
            new ActivationsCommand(common, interrupt),
            new FiltersCommand(common, interrupt),
            new BenchCommand(common, interrupt),
            new TuneCommand(common, interrupt),
            new NetworksCommand(common, interrupt),
            new SceneCommand(common, interrupt),
            new RenderScenesCommand(common, interrupt),
        };
        root.HelpName = "cnnvulkan";
        foreach (Option option in common.All)
            root.Options.Add(option);
        return root;
    }

    private static string CommandPath(ParseResult parsed)
        => parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";
}
