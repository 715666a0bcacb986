using System.Collections.Immutable;
using CnnVulkan.Scenes.Graphics;
using Silk.NET.Vulkan;

namespace CnnVulkan.Demo.Vision;

/// <summary>
/// The network's side of the demo: looks at the newest picture at its own pace, a slice per frame, and shows what it sees. Networks are
/// loaded off the render thread and take over between two runs. For the render thread.
/// </summary>
internal sealed class VisionSession : IDisposable
{
    /// <summary>A frame at 30 per second is lost to a CPU driver's drawing anyway; a GPU gives a fifth of one at 60.</summary>
    private static readonly TimeSpan CpuBudget = TimeSpan.FromMilliseconds(25), GpuBudget = TimeSpan.FromMilliseconds(3);

    private readonly GraphicsDevice _device;
    private readonly VisionOptions _options;
    private readonly NetworkLoader _loader;
    private readonly MapAtlas _atlas;
    private readonly HeatMap _heat;
    private readonly ResultReader _results;
    private readonly RunRate _rate = new();
    private VisionNetwork? _network;
    private NetworkRequest _requested;
    private (int Width, int Height) _picture;
    private long _seenVersion = -1;
    private string? _truth;
    private int _heatClass = -1;
    private int _enlarged = -1;
    private bool _runAgain, _repaint, _hasRun;
    private bool _paintsMaps = true, _paintsHeat = true;

    /// <summary>Starts loading the first network.</summary>
    /// <param name="device">The device; outlives this.</param>
    /// <param name="options">The first network, and how networks run.</param>
    /// <param name="pictureWidth">The width of the pictures to come; another one later costs a moment.</param>
    /// <param name="pictureHeight">Their height.</param>
    public VisionSession(GraphicsDevice device, VisionOptions options, int pictureWidth = 1280, int pictureHeight = 720)
    {
        _device = device;
        _options = options;
        _picture = (pictureWidth, pictureHeight);
        Budget = options.Budget ?? (device.IsCpu ? CpuBudget : GpuBudget);
        Precision = options.Precision == Precision.Float16 && !device.Vision.Limits.Storage16Bit ? Precision.Float32 : options.Precision;
        _atlas = new MapAtlas(device);
        _heat = new HeatMap(device);
        _results = new ResultReader(_atlas);
        _loader = new NetworkLoader(device, options);
        _requested = new NetworkRequest(options.Model, Precision, pictureWidth, pictureHeight);
        State = Availability.Waiting(options.Model);
        _loader.Request(_requested);
    }

    /// <summary>GPU time of a frame that the network may take.</summary>
    public TimeSpan Budget { get; set; }

    /// <summary>How the network asked for last stores real numbers.</summary>
    public Precision Precision { get; private set; }

    /// <summary>Whether the network asked for last is there: the message names it while it is loaded, or says why it cannot be.</summary>
    public Availability State { get; private set; }

    /// <summary>The network that runs; null before the first is there.</summary>
    public VisionNetwork? Network => _network;

    /// <summary>Its name; empty before the first is there.</summary>
    public string ModelName => _network?.Setup.Model.Name ?? "";

    /// <summary>The layers whose maps can be shown.</summary>
    public ImmutableArray<VisionLayer> Layers => _network?.Setup.Layers ?? [];

    /// <summary>The layer that is shown next; -1 where there is none.</summary>
    public int LayerIndex { get; private set; } = -1;

    /// <summary>The page of its maps that is shown next.</summary>
    public int Page { get; private set; }

    /// <summary>The likeliest classes of the newest run that has come back; empty before, and where the network knows no classes.</summary>
    public ImmutableArray<Prediction> Predictions => _results.Predictions;

    /// <summary>The activation maps: the picture, what it shows, the enlarged map.</summary>
    public MapAtlas Maps => _atlas;

    /// <summary>The ranges of the maps on show, in the order of the tiles; empty before they have come back.</summary>
    public IReadOnlyList<ValueRange> MapRanges => _results.Ranges;

    /// <summary>The heat map's picture; null while there is none to show, and where the network has none: see <see cref="NoHeatReason"/>.</summary>
    public GraphicsImage? HeatMap => _heat.IsShown ? _heat.Picture : null;

    /// <summary>Why the network has no heat map; empty where it has one.</summary>
    public string NoHeatReason => _network?.Setup.NoHeatReason ?? "No network is loaded yet.";

    /// <summary>The class whose heat map is shown; -1 for the leading one.</summary>
    public int HeatClass
    {
        get => _heatClass;
        set
        {
            _runAgain |= _heatClass != value;
            _heatClass = value;
        }
    }

    /// <summary>The map that is enlarged; -1 for none.</summary>
    public int EnlargedMap
    {
        get => _enlarged;
        set
        {
            _enlarged = value;
            _repaint = true;
            if (value < 0)
                _atlas.CloseEnlarged();
        }
    }

    /// <summary>Whether the maps are painted: not worth the GPU's time while nobody sees them.</summary>
    public bool PaintsMaps
    {
        get => _paintsMaps;
        set
        {
            _repaint |= value && !_paintsMaps;
            _paintsMaps = value;
        }
    }

    /// <summary>Whether the heat map is painted.</summary>
    public bool PaintsHeat
    {
        get => _paintsHeat;
        set
        {
            _repaint |= value && !_paintsHeat;
            _paintsHeat = value;
        }
    }

    /// <summary>The part of the picture that the network sees, in fractions of it.</summary>
    public Rect Seen => _network is null ? new Rect(0, 0, 1, 1) : SeenArea.Of(_network.Setup.Preprocessing, _picture.Width, _picture.Height);

    /// <summary>How long the GPU worked on the network in the newest run whose time is known; 0 before.</summary>
    public double GpuMilliseconds => _network?.Worker.LastGpuTime.TotalMilliseconds ?? 0;

    /// <summary>Bytes of GPU memory that networks and pictures take.</summary>
    public long MemoryBytes => _device.Vision.AllocatedBytes + _device.Memory.Bytes;

    /// <summary>Runs that ended in the last second of the scene's time.</summary>
    public double InferenceRate(double seconds) => _rate.At(seconds);

    /// <summary>The time of each layer in the newest run whose times are known, in the order they run; empty before.</summary>
    public IReadOnlyList<LayerTime> LayerTimes()
    {
        var times = new List<LayerTime>();
        foreach (DispatchTiming timing in _network?.Worker.Profile ?? [])
        {
            string name = _network!.Setup.NameOf(timing.Name);
            if (times.Count > 0 && times[^1].Name == name)
                times[^1] = times[^1] with { Milliseconds = times[^1].Milliseconds + (float)timing.Milliseconds };
            else
                times.Add(new LayerTime(name, timing.Operator, (float)timing.Milliseconds));
        }
        return times;
    }

    /// <summary>Loads another network; the one that runs goes on until it is there, and if it cannot be loaded.</summary>
    /// <param name="model">The filter network, a name of the catalogue, an .onnx file or a model folder.</param>
    /// <param name="precision">How it stores real numbers; null as before.</param>
    public void RequestModel(string model, Precision? precision = null)
    {
        Precision = precision ?? Precision;
        State = Availability.Waiting(model);
        Request(new NetworkRequest(model, Precision, _picture.Width, _picture.Height));
    }

    /// <summary>Shows another layer's maps, from the first page on.</summary>
    public void SelectLayer(int index)
    {
        if (_network is null || index < 0 || index >= Layers.Length || index == LayerIndex)
            return;
        (LayerIndex, Page, EnlargedMap) = (index, 0, -1);
    }

    /// <summary>Shows another page of the layer's maps; beyond the last one the last.</summary>
    public void SelectPage(int page)
    {
        int last = LayerIndex < 0 ? 0 : MapPages.Count(Layers[LayerIndex].Maps) - 1;
        Page = Math.Clamp(page, 0, last);
        _repaint = true;
    }

    /// <summary>Waits for the network asked for last: where frames must not depend on how long loading takes.</summary>
    public void WaitUntilLoaded()
    {
        _loader.Wait();
        TakeLoaded();
    }

    /// <summary>
    /// Records this frame's part of the network: the picture as its input where a run begins, a slice, and where a run ends the maps and
    /// the heat map. Nothing is recorded for a picture that was seen already.
    /// </summary>
    /// <param name="frame">The frame.</param>
    /// <param name="picture">The picture, of 8 bits per channel.</param>
    /// <param name="version">Goes up when the picture changes.</param>
    /// <param name="subject">Says what is on a part of the picture, in fractions of it; null where nobody knows.</param>
    public void Record(FrameContext frame, GraphicsImage picture, long version, Func<Rect, string>? subject = null)
    {
        _results.Collect(frame.Number - FrameContext.FramesInFlight, _network);
        TakeLoaded();
        _picture = (picture.Width, picture.Height);
        if (_network is not { } network)
            return;
        if (!network.Worker.IsPartlyRecorded && !Begin(frame, network, picture, version, subject))
            return;
        if (network.Worker.RecordSlice(frame.Commands.Handle, Budget).IsRecording)
            return;
        _hasRun = true;
        _rate.Add(frame.Seconds);
        _results.Record(frame, network, _seenVersion, _truth, Paint(frame, network));
    }

    /// <summary>Results that have come back since the last call, the oldest first.</summary>
    /// <param name="idle">Whether the GPU has finished all frames.</param>
    public IReadOnlyList<VisionResult> Poll(bool idle = false)
    {
        _results.Collect(idle ? long.MaxValue : _device.RecordingFrame - FrameContext.FramesInFlight, _network);
        return _results.Take();
    }

    /// <summary>Stops; what frames in flight use goes when they have finished.</summary>
    public void Dispose()
    {
        _loader.Dispose();
        if (_network is not null)
            _device.Retire(_network);
        _network = null;
        _device.Retire(_atlas);
        _device.Retire(_heat);
    }

    /// <summary>Begins a run if there is anything new to see; else only paints what was asked for.</summary>
    private bool Begin(FrameContext frame, VisionNetwork network, GraphicsImage picture, long version, Func<Rect, string>? subject)
    {
        bool fits = network.Setup.Takes(picture.Width, picture.Height);
        // The network is planned anew before the neighbours of the layer shown run out.
        if (!fits || !(Keeps(LayerIndex - 1) && Keeps(LayerIndex) && Keeps(LayerIndex + 1)))
            PlanAnew(network, picture);
        if (!fits)
            return false;
        if (version == _seenVersion && !_runAgain)
        {
            // The activations of the last run still stand.
            if (_repaint && _hasRun && Paint(frame, network) is > 0 and var maps)
                _results.RecordRanges(frame, maps);
            return false;
        }
        network.RecordInput(frame.Commands.Handle, picture, _heatClass);
        (_seenVersion, _runAgain) = (version, false);
        string? known = network.Setup.Model.Labels is null ? null : subject?.Invoke(Seen);
        _truth = known is not null && network.Setup.Knows(known) ? known : null;
        return true;
    }

    /// <summary>Paints maps and heat map of the run that has just ended; returns how many maps.</summary>
    private int Paint(FrameContext frame, VisionNetwork network)
    {
        _repaint = false;
        if (PaintsHeat && network.Setup.HeatShape is not null)
            _heat.Record(frame, network.Worker.PeekOutput(ClassActivationMap.Output));
        if (!PaintsMaps || LayerIndex < 0 || !Keeps(LayerIndex))
            return 0;
        VisionLayer layer = Layers[LayerIndex];
        GpuTensor maps = network.Worker.PeekOutput(layer.Value);
        var page = new MapPage(ModelName, LayerIndex, layer, Page);
        _atlas.Record(frame, maps, page);
        if (_enlarged >= 0 && _enlarged < layer.Maps)
            _atlas.RecordEnlarged(frame, maps, layer, _enlarged);
        return page.Sheet.Count;
    }

    /// <summary>Has the same network made ready for pictures of another size or around another layer; once for each.</summary>
    private void PlanAnew(VisionNetwork network, GraphicsImage picture)
    {
        NetworkRequest wanted = network.Setup.Request with
        {
            PictureWidth = picture.Width,
            PictureHeight = picture.Height,
            Layer = LayerIndex < 0 ? null : Layers[LayerIndex].Name,
            Loaded = network.Setup.Model,
        };
        if (!_loader.IsBusy && wanted != _requested)
            Request(wanted);
    }

    private void Request(NetworkRequest request)
    {
        _requested = request;
        _loader.Request(request);
    }

    /// <summary>
    /// Lets a network that has been loaded take over; what the one before shows in frames in flight stays until they have finished. For frames
    /// without a picture: <see cref="Record"/> does it itself.
    /// </summary>
    public void TakeLoaded()
    {
        (VisionNetwork? loaded, string? error) = _loader.Take();
        if (error is not null)
            State = Availability.Failed(error);
        if (loaded is null)
            return;
        VisionNetwork? before = _network;
        if (before is not null)
            _device.Retire(before);
        _network = loaded;
        _results.Forget();
        (_seenVersion, _hasRun) = (-1, false);
        if (before?.Setup.Model != loaded.Setup.Model)
        {
            _atlas.Forget();
            _heat.Forget();
            _rate.Clear();
            _results.ForgetShown();
            (LayerIndex, Page, _enlarged) = (loaded.Setup.LayerIndex, 0, -1);
        }
        if (!_loader.IsBusy)
            State = Availability.Ready;
    }

    /// <summary>Whether a layer's activations can be painted; true beyond the ends, where there is none.</summary>
    private bool Keeps(int index) => index < 0 || index >= Layers.Length || _network!.Setup.Kept.Contains(Layers[index].Value);
}
