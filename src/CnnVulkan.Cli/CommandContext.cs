using System.CommandLine;
using System.Text.Json;
using CnnVulkan.Cli.Output;
using Spectre.Console;

namespace CnnVulkan.Cli;

/// <summary>What a command works with: its arguments, where it writes, and the device it runs on.</summary>
internal sealed class CommandContext : IDisposable
{
    /// <summary>Tables in a file or a pipe are as wide as they need to be, up to this.</summary>
    private const int PipeWidth = 240;

    private readonly ParseResult _parsed;
    private readonly CommonOptions _common;
    private VisionDevice? _device;
    private bool _isValid = true;

    public CommandContext(ParseResult parsed, CommonOptions common, CancellationToken interrupt)
    {
        _parsed = parsed;
        _common = common;
        Interrupt = interrupt;
    }

    public CancellationToken Interrupt { get; }

    public TextWriter Output => _parsed.InvocationConfiguration.Output;

    public TextWriter Error => _parsed.InvocationConfiguration.Error;

    public bool Json => Get(_common.Json);

    public string? DeviceChoice => Get(_common.Device);

    /// <summary>Whether Vulkan's validation layers are asked for.</summary>
    public bool Validation => Get(_common.Validation);

    /// <summary>The device the options choose; created when first asked for, so that commands that need none run without any.</summary>
    public VisionDevice Device => _device ??= CreateDevice(cache: null);

    /// <summary>A device that nothing has run on yet, so that its memory peak is that of what runs next. The one before is disposed.</summary>
    /// <param name="cache">The folder of its caches; null for the user's.</param>
    public VisionDevice FreshDevice(string? cache = null)
    {
        CloseDevice();
        return _device = CreateDevice(cache);
    }

    public T Get<T>(Option<T> option) => _parsed.GetValue(option)!;

    public T Get<T>(Argument<T> argument) => _parsed.GetValue(argument)!;

    /// <summary>Whether the option is on the command line.</summary>
    public bool IsGiven(Option option) => _parsed.GetResult(option) is { Implicit: false };

    public void WriteJson(Action<Utf8JsonWriter> write) => JsonLine.Write(Output, write);

    /// <summary>Reports something that went wrong while the rest goes on.</summary>
    public void Report(string problem) => Error.WriteLine($"error: {problem}");

    /// <summary>
    /// Where a progress bar can be drawn: on the output, if that is a terminal, so that results written through it do not collide with
    /// the bar; else on the terminal that errors go to; null where nobody watches.
    /// </summary>
    public IAnsiConsole? ProgressConsole() => IsTerminal(Output) ? Ansi(Output, terminal: true) : IsTerminal(Error) ? Ansi(Error, terminal: true) : null;

    public bool IsOutputTerminal => IsTerminal(Output);

    /// <summary>Writes a table; plain, and as wide as it needs to be, where the output is no terminal.</summary>
    public void WriteTable(Table table)
    {
        if (IsTerminal(Output))
        {
            Ansi(Output, terminal: true).Write(table);
            return;
        }
        using var text = new StringWriter();
        Ansi(text, terminal: false).Write(table);
        // Cells are padded to the column's width; in a file that is noise.
        foreach (string line in text.ToString().TrimEnd().Split('\n'))
            Output.WriteLine(line.TrimEnd());
    }

    /// <summary>Disposes the device and reports what the validation layers said, of its disposal too.</summary>
    /// <returns>Whether they never said anything.</returns>
    public bool CloseDevice()
    {
        VisionDevice? device = _device;
        _device = null;
        device?.Dispose();
        foreach (string message in device?.ValidationMessages ?? [])
        {
            _isValid = false;
            Report($"validation: {message}");
        }
        return _isValid;
    }

    public void Dispose() => CloseDevice();

    private VisionDevice CreateDevice(string? cache) => VisionDevice.Create(
        new VisionDeviceOptions { Device = DeviceChoice, Validation = Get(_common.Validation) ? true : null, CacheDirectory = cache });

    /// <summary>Whether a writer is the process's own and a person reads it.</summary>
    private static bool IsTerminal(TextWriter writer)
        => (ReferenceEquals(writer, Console.Out) && !Console.IsOutputRedirected) || (ReferenceEquals(writer, Console.Error) && !Console.IsErrorRedirected);

    private static IAnsiConsole Ansi(TextWriter writer, bool terminal)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = terminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = terminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!terminal)
            console.Profile.Width = PipeWidth;
        return console;
    }
}
