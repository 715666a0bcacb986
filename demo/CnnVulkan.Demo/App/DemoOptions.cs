using CnnVulkan.Scenes.Graphics;

namespace CnnVulkan.Demo.App;

/// <summary>What a person asked for on the command line.</summary>
internal sealed record DemoOptions
{
    /// <summary>Frames to files instead of a window.</summary>
    public bool Headless { get; init; }

    /// <summary>How many frames a run without a window draws.</summary>
    public int Frames { get; init; } = 60;

    /// <summary>The width of the window, or of the pictures without one, in pixels.</summary>
    public int Width { get; init; } = 1280;

    /// <summary>The height, likewise.</summary>
    public int Height { get; init; } = 720;

    /// <summary>Where pictures are written: the frames without a window, screenshots with one.</summary>
    public string Out { get; init; } = "artifacts/demo";

    /// <summary>The first source, in the words of <see cref="Sources.SourceSpec.Forms"/>.</summary>
    public string Source { get; init; } = "scene";

    /// <summary>The network: a name, an .onnx file or a model folder; null for the usual one, <see cref="StartModel"/>.</summary>
    public string? Model { get; init; }

    /// <summary>The trained networks there are.</summary>
    public BundledModels Bundled { get; init; } = BundledModels.Installed;

    /// <summary>Strokes on the pad before the first frame, in the form of <see cref="Sources.Pad.PadStrokes"/>.</summary>
    public string Draw { get; init; } = "";

    /// <summary>The network for what is not drawn, where none is named: that of the scene's props, where it came with the demo, else the filters.</summary>
    public string UsualModel => Bundled.Has(BundledModels.Props) ? BundledModels.Props : Vision.ModelSource.Filters;

    /// <summary>The network to start with: the one named, else the one that suits the source.</summary>
    public string StartModel => Model
        ?? (Sources.SourceSpec.Parse(Source).Kind == SourceKind.Pad && Bundled.Has(BundledModels.Digits) ? BundledModels.Digits : UsualModel);

    /// <summary>The layer to show first, by name; null for the first convolution.</summary>
    public string? Layer { get; init; }

    /// <summary>What everything random follows from.</summary>
    public ulong Seed { get; init; } = 1;

    public Precision Precision { get; init; } = Precision.Float32;

    /// <summary>Part of the name of the Vulkan device, or its number.</summary>
    public string? Device { get; init; }

    /// <summary>Runs under the validation layers; one message makes the run fail.</summary>
    public bool Validation { get; init; }

    /// <summary>Keys to press before the first frame, by the names of <see cref="KeyBindings"/>.</summary>
    public IReadOnlyList<string> Press { get; init; } = [];

    /// <summary>What is taught when, in the form of <see cref="Vision.TeachScript"/>.</summary>
    public string Teach { get; init; } = "";

    /// <summary>Pixels per layout unit; 0 to go by the display.</summary>
    public float Scale { get; init; }

    public bool Fullscreen { get; init; }

    /// <summary>Whether frames wait for the screen.</summary>
    public bool Vsync { get; init; } = true;

    /// <summary>Where compiled pipelines are kept; null for the library's usual place, "off" for nowhere.</summary>
    public string? CacheDirectory { get; init; }

    /// <summary>What the demo asks of its device, without a window.</summary>
    public GraphicsDeviceOptions ForDevice() => new()
    {
        Validation = Validation,
        DeviceName = Device,
        CacheDirectory = CacheDirectory,
        ShaderAssemblies = [typeof(DemoOptions).Assembly],
    };
}
