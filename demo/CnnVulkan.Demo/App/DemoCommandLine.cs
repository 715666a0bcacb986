using System.CommandLine;
using System.CommandLine.Parsing;
using CnnVulkan.Demo.Sources;
using CnnVulkan.Demo.Sources.Pad;
using CnnVulkan.Demo.Vision;

namespace CnnVulkan.Demo.App;

/// <summary>The demo's command line: what it offers, and what a person made of it.</summary>
internal sealed class DemoCommandLine
{
    private static readonly DemoOptions Defaults = new();

    private readonly Option<bool> _headless = new("--headless") { Description = "Draw frames into PNG files, without a window or a display." };

    private readonly Option<int> _frames = new("--frames")
    {
        Description = "How many frames to draw without a window.",
        HelpName = "N",
        DefaultValueFactory = _ => Defaults.Frames,
    };

    private readonly Option<string> _size = new("--size")
    {
        Description = "The size of the window or of the pictures, in pixels.",
        HelpName = "WxH",
        DefaultValueFactory = _ => $"{Defaults.Width}x{Defaults.Height}",
    };

    private readonly Option<string> _out = new("--out")
    {
        Description = "The folder for frames and predictions.jsonl, or for screenshots.",
        HelpName = "DIR",
        DefaultValueFactory = _ => Defaults.Out,
    };

    private readonly Option<string> _source = new("--source")
    {
        Description = $"What to look at: {SourceSpec.Forms}.",
        HelpName = "SOURCE",
        DefaultValueFactory = _ => Defaults.Source,
    };

    private readonly Option<string?> _model = new("--model")
    {
        Description = "The network: filters (needs no file), a name of `cnnvulkan networks`, an .onnx file or a model folder. "
            + "Default: props, or digits for the pad, where they came with the demo; else filters.",
        HelpName = "MODEL",
    };

    private readonly Option<string?> _layer = new("--layer") { Description = "The layer whose maps are shown first. Default: the first convolution.", HelpName = "NAME" };

    private readonly Option<ulong> _seed = new("--seed")
    {
        Description = "What everything random follows from: the same seed, the same pictures.",
        HelpName = "N",
        DefaultValueFactory = _ => Defaults.Seed,
    };

    private readonly Option<string> _precision = new("--precision")
    {
        Description = "How the network stores real numbers: f32 or f16.",
        HelpName = "f32|f16",
        DefaultValueFactory = _ => "f32",
    };

    private readonly Option<string?> _device = new("--device")
    {
        Description = "The Vulkan device: part of its name or its number. Default: CNNVULKAN_DEVICE, else the fastest kind.",
        HelpName = "NUMBER|NAME",
    };

    private readonly Option<bool> _validation = new("--validation") { Description = "Turn on Vulkan's validation layers; a message from them is an error." };

    private readonly Option<string[]> _press = new("--press")
    {
        Description = "Keys to press before the first frame, such as h,t,f1; the help panel (F1) lists them.",
        HelpName = "KEYS",
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string> _draw = new("--draw")
    {
        Description = $"Strokes on the pad before the first frame: {PadStrokes.Form}, from 0 to 1 each.",
        HelpName = "STROKES",
        DefaultValueFactory = _ => "",
    };

    private readonly Option<string> _teach = new("--teach")
    {
        Description = $"Teaches the network classes of your own: {TeachScript.Form}, such as mug:0-40,rocket:60-100. Without a window they are saved in OUT/taught.",
        HelpName = "SCRIPT",
        DefaultValueFactory = _ => "",
    };

    private readonly Option<float> _scale = new("--scale") { Description = "How large text and panels are, 0.5 to 4. Default: by the display.", HelpName = "FACTOR" };

    private readonly Option<bool> _fullscreen = new("--fullscreen") { Description = "Start on the whole screen." };

    private readonly Option<bool> _noVsync = new("--no-vsync") { Description = "Draw as many frames as there can be, without waiting for the screen." };

    public DemoCommandLine(Func<DemoOptions, int> run)
    {
        _size.Validators.Add(CheckSize);
        _frames.Validators.Add(result => Check(result, result.GetValue(_frames) is >= 1 and <= 1_000_000, "--frames must be 1 to 1000000."));
        _precision.Validators.Add(result => Check(result, result.GetValue(_precision) is "f32" or "f16", "--precision must be f32 or f16."));
        _scale.Validators.Add(result => Check(result, result.GetValue(_scale) is 0 or (>= 0.5f and <= 4), "--scale must be 0.5 to 4."));
        _source.Validators.Add(result => CheckText(result, () => SourceSpec.Parse(result.GetValue(_source) ?? "")));
        _press.Validators.Add(CheckKeys);
        _draw.Validators.Add(result => CheckText(result, () => PadStrokes.Parse(result.GetValue(_draw) ?? "")));
        _teach.Validators.Add(result => CheckText(result, () => TeachScript.Parse(result.GetValue(_teach) ?? "")));
        Root = new RootCommand("CnnVulkan's demo: a live scene, camera, video or pictures, what a network sees in them, and its activation maps.")
        {
            _source, _model, _layer, _precision, _seed, _size, _fullscreen, _scale, _noVsync, _headless, _frames, _out, _press, _draw, _teach, _device, _validation,
        };
        Root.HelpName = "run.sh";
        Root.SetAction(parsed => run(OptionsOf(parsed)));
    }

    public RootCommand Root { get; }

    private static void Check(SymbolResult result, bool good, string message)
    {
        if (!good)
            result.AddError(message);
    }

    private static (int Width, int Height)? Size(string text)
    {
        string[] parts = text.Split('x', 'X', '×');
        return parts.Length == 2 && int.TryParse(parts[0], out int width) && int.TryParse(parts[1], out int height)
            && width is >= 16 and <= 8192 && height is >= 16 and <= 8192
            ? (width, height)
            : null;
    }

    private void CheckSize(OptionResult result)
        => Check(result, Size(result.GetValue(_size) ?? "") is not null, "--size must be WIDTHxHEIGHT in pixels, 16 to 8192 each, such as 1280x720.");

    private static void CheckText(OptionResult result, Action parse)
    {
        try
        {
            parse();
        }
        catch (SourceException error)
        {
            result.AddError(error.Message);
        }
    }

    private void CheckKeys(OptionResult result)
    {
        foreach (string key in Keys(result.GetValue(_press)))
            Check(result, KeyBindings.Find(key) is not null, $"--press knows no key '{key}'. Keys: {string.Join(", ", KeyBindings.Names)}.");
    }

    private static string[] Keys(string[]? lists)
        => [.. (lists ?? []).SelectMany(l => l.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    private DemoOptions OptionsOf(ParseResult parsed)
    {
        (int width, int height) = Size(parsed.GetValue(_size)!)!.Value;
        return new DemoOptions
        {
            Headless = parsed.GetValue(_headless),
            Frames = parsed.GetValue(_frames),
            Width = width,
            Height = height,
            Out = parsed.GetValue(_out)!,
            Source = parsed.GetValue(_source)!,
            Model = parsed.GetValue(_model),
            Draw = parsed.GetValue(_draw)!,
            Teach = parsed.GetValue(_teach)!,
            Layer = parsed.GetValue(_layer),
            Seed = parsed.GetValue(_seed),
            Precision = parsed.GetValue(_precision) == "f16" ? Precision.Float16 : Precision.Float32,
            Device = parsed.GetValue(_device),
            Validation = parsed.GetValue(_validation),
            Press = Keys(parsed.GetValue(_press)),
            Scale = parsed.GetValue(_scale),
            Fullscreen = parsed.GetValue(_fullscreen),
            Vsync = !parsed.GetValue(_noVsync),
        };
    }
}
