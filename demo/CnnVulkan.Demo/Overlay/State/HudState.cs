using System.Numerics;

namespace CnnVulkan.Demo.Overlay;

/// <summary>Everything the overlay shows, as plain data. The frame loop sets what has changed; the overlay only reads.</summary>
internal sealed class HudState
{
    /// <summary>Seconds since the start; headless runs count frames instead of reading a clock.</summary>
    public double Seconds { get; set; }

    /// <summary>The mouse in pixels of the window, or null where there is none.</summary>
    public Vector2? Pointer { get; set; }

    /// <summary>False hides everything but the picture.</summary>
    public bool ShowPanels { get; set; } = true;

    public PictureStatus Picture { get; set; }

    /// <summary>The pad; null while another source is on show.</summary>
    public PadStatus? Pad { get; set; }

    public SourceStatus Source { get; set; } = new(SourceKind.Scene, "Scene");

    public ModelStatus Model { get; set; } = new("No model", Phase.Waiting);

    public PredictionStatus Predictions { get; set; } = new([]);

    /// <summary>Classes of one's own being taught; null while none are.</summary>
    public TeachStatus? Teach { get; set; }

    /// <summary>Null while no layer's maps are there.</summary>
    public MapsStatus? Maps { get; set; }

    /// <summary>Null hides the filters.</summary>
    public FiltersStatus? Filters { get; set; }

    /// <summary>Null hides the heat map.</summary>
    public HeatStatus? Heat { get; set; }

    /// <summary>False greys the switch: the network does not end in a way that gives a heat map.</summary>
    public bool CanShowHeat { get; set; }

    public TimingStatus Timing { get; set; } = new(new TimeHistory(), new TimeHistory(), 0, 0);

    /// <summary>Null hides the times of the layers.</summary>
    public IReadOnlyList<LayerTime>? LayerTimes { get; set; }

    public DeviceStatus Device { get; set; } = new("", "", 0);

    public bool Paused { get; set; }

    public bool ShowHelp { get; set; }

    public IReadOnlyList<KeyHelp> Keys { get; set; } = [];

    public ToastQueue Toasts { get; } = new();
}
