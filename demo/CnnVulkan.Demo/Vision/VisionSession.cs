using System.Collections.Immutable;
using CnnVulkan.Scenes.Graphics;

namespace CnnVulkan.Demo.Vision;

/// <summary>
/// The network's side of the demo: components of the library on the picture on show, and the images that they draw on. For the render thread.
/// </summary>
internal sealed class VisionSession : IDisposable
{
    /// <summary>Pixels of each edge of the picture of maps, and of one map enlarged.</summary>
    public const int MapsSize = 1024;

    /// <summary>Pixels of each edge of the heat map: maps have 7 to 14, so this is smooth, and drawing it costs little.</summary>
    private const int HeatSize = 256;

    private readonly GraphicsDevice _device;
    private readonly VisionOptions _options;
    private readonly Stack<IDisposable> _owned = new();
    private readonly VisionHost _host;
    private readonly FrameSource _source;
    private readonly FrameNetwork _network;
    private readonly ActivationMapView _maps, _enlarged;
    private readonly ClassHeatmap _heat;
    private readonly GraphicsImage _mapsPicture, _enlargedPicture, _heatPicture;
    private readonly List<VisionResult> _results = [];
    private readonly Queue<SeenPicture> _looks = new();
    private readonly RunRate _rate = new();
    private Dictionary<string, string> _layerNames = [];
    private FilterAtlas? _filters;
    private Model? _model;
    private (GraphicsImage? Picture, long Version, int Layout) _set = (null, -1, 0);
    private Func<Rect, string>? _subject;
    private double _seconds;

    /// <summary>Starts loading the first network.</summary>
    /// <param name="device">The device; outlives this.</param>
    /// <param name="options">The first network, and how networks run.</param>
    /// <param name="pictureWidth">The width of the pictures to come; another one later costs a moment.</param>
    /// <param name="pictureHeight">Their height.</param>
    public VisionSession(GraphicsDevice device, VisionOptions options, int pictureWidth = 1280, int pictureHeight = 720)
    {
        _device = device;
        _options = options;
        try
        {
            _host = Own(new VisionHost(device.Vision, new VisionHostOptions
            {
                Budget = options.Budget,
                Latency = FrameContext.FramesInFlight,
                WaitsForNetworks = options.Waits,
            }));
            _mapsPicture = Own(PaintedImage.Make(device, "activation maps", MapsSize));
            _enlargedPicture = Own(PaintedImage.Make(device, "enlarged map", MapsSize));
            _heatPicture = Own(PaintedImage.Make(device, "heat map", HeatSize));
        }
        catch
        {
            DisposeOwned();
            throw;
        }
        bool fits = options.Precision == Precision.Float32 || device.Vision.Limits.Storage16Bit;
        _source = _host.Add(new FrameSource());
        _source.Expect(pictureWidth, pictureHeight);
        _network = _host.Add(new FrameNetwork { Source = _source, Precision = fits ? options.Precision : Precision.Float32 });
        Classes = _host.Add(new FrameClassifier { Network = _network, Top = options.Top });
        _heat = _host.Add(new ClassHeatmap { Network = _network, Target = _heatPicture.AsTarget() });
        _maps = _host.Add(new ActivationMapView { Network = _network, Target = _mapsPicture.AsTarget(), Layer = options.Layer });
        _enlarged = _host.Add(new ActivationMapView { Network = _network, Target = _enlargedPicture.AsTarget(), Layer = options.Layer, Enabled = false });
        _network.Loaded += TakeOver;
        _network.LoadFailed += failed => State = Availability.Failed(failed.Error!.Message);
        _network.RunBegun += _ => Look();
        _network.RunRecorded += (_, _) => _rate.Add(_seconds);
        _network.RunDone += Take;
        State = Availability.Waiting(options.Model);
        RequestModel(options.Model);
    }

    /// <summary>GPU time of a frame that the network may take.</summary>
    public TimeSpan Budget => _host.Budget;

    /// <summary>How the network asked for last stores real numbers.</summary>
    public Precision Precision => _network.Precision;

    /// <summary>Whether the network asked for last is there: the message names it while it is loaded, or says why it cannot be.</summary>
    public Availability State { get; private set; }

    /// <summary>The network that runs; null before the first is there.</summary>
    public Model? Model => _network.Model;

    /// <summary>Its name; empty before the first is there.</summary>
    public string ModelName => Model?.Name ?? "";

    /// <summary>How the network that runs stores real numbers.</summary>
    public Precision RunningPrecision => _network.RunningPrecision;

    /// <summary>What classes it sees.</summary>
    public FrameClassifier Classes { get; }

    /// <summary>How many classes it tells apart; 0 where it computes pictures.</summary>
    public int ClassCount => _network.Classes;

    /// <summary>Whether its classes are the ten digits, as far as can be told.</summary>
    public bool ReadsDigits => ClassCount == 10 && (Model!.Labels is not { } labels || labels.All(l => l.Length == 1 && char.IsAsciiDigit(l[0])));

    /// <summary>The layers whose maps can be shown.</summary>
    public ImmutableArray<ActivationLayer> Layers => _network.Layers;

    /// <summary>The layer that is shown next; -1 where there is none.</summary>
    public int LayerIndex => _maps.LayerIndex;

    /// <summary>The page of its maps that is shown next.</summary>
    public int Page => _maps.Page;

    /// <summary>What the picture of maps shows; null while it shows nothing of the network that runs.</summary>
    public ShownMaps? Maps => _maps.Shown;

    /// <summary>The picture of the maps.</summary>
    public GraphicsImage? MapsPicture => _maps.Shown is null ? null : _mapsPicture;

    /// <summary>The ranges of the maps on show, in the order of the tiles; empty before they have come back.</summary>
    public IReadOnlyList<ValueRange> MapRanges => _maps.Ranges;

    /// <summary>Where the enlarged map lies; null where none is.</summary>
    public TileSheet? EnlargedSheet => _enlarged.Enabled ? _enlarged.Shown?.Sheet : null;

    /// <summary>The picture of it.</summary>
    public GraphicsImage? EnlargedPicture => EnlargedSheet is null ? null : _enlargedPicture;

    /// <summary>The heat map's picture; null while there is none to show, and where the network has none: see <see cref="NoHeatReason"/>.</summary>
    public GraphicsImage? HeatMap => _heat.IsShown ? _heatPicture : null;

    /// <summary>Why the network has no heat map; empty where it has one.</summary>
    public string NoHeatReason => _heat.Reason;

    /// <summary>The filters of the first convolution; null where there are none, or they are not drawn yet.</summary>
    public FilterAtlas? Filters => _filters is { IsReady: true } ? _filters : null;

    /// <summary>The class whose heat map is shown; -1 for the leading one.</summary>
    public int HeatClass
    {
        get => _heat.Class;
        set => _heat.Class = value;
    }

    /// <summary>The map that is enlarged; -1 for none.</summary>
    public int EnlargedMap
    {
        get => _enlarged.Enabled ? _enlarged.Map : -1;
        set
        {
            _enlarged.Enabled = value >= 0;
            _enlarged.Map = Math.Max(value, 0);
            _enlarged.Repaint();
        }
    }

    /// <summary>Whether the maps are painted: not worth the GPU's time while nobody sees them.</summary>
    public bool PaintsMaps
    {
        get => _maps.Enabled;
        set
        {
            if (value && !_maps.Enabled)
                _maps.Repaint();
            _maps.Enabled = value;
        }
    }

    /// <summary>Whether the heat map is painted.</summary>
    public bool PaintsHeat
    {
        get => _heat.Enabled;
        set
        {
            if (value && !_heat.Enabled)
                _heat.Repaint();
            _heat.Enabled = value;
        }
    }

    /// <summary>The size of the picture, or of the one that is expected.</summary>
    public (int Width, int Height) PictureSize => (_source.Width, _source.Height);

    /// <summary>The part of the picture that the network sees, in fractions of it.</summary>
    public Rect Seen => _network.SeenPart;

    /// <summary>How long the GPU worked on the network in the newest run whose time is known; 0 before.</summary>
    public double GpuMilliseconds => _network.Worker?.LastGpuTime.TotalMilliseconds ?? 0;

    /// <summary>Bytes of GPU memory that networks and pictures take.</summary>
    public long MemoryBytes => _device.Vision.AllocatedBytes + _device.Memory.Bytes;

    /// <summary>Runs that ended in the last second of the scene's time.</summary>
    public double InferenceRate(double seconds) => _rate.At(seconds);

    /// <summary>The time of each layer in the newest run whose times are known, in the order they run; empty before.</summary>
    public IReadOnlyList<LayerTime> LayerTimes()
    {
        var times = new List<LayerTime>();
        foreach (DispatchTiming timing in _network.Worker?.Profile ?? [])
        {
            string name = _layerNames.GetValueOrDefault(timing.Name, timing.Name);
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
        _network.Precision = precision ?? _network.Precision;
        State = Availability.Waiting(model);
        _network.Load(model, () => ModelSource.Load(model, _device.IsCpu, _options.Bundled));
    }

    /// <summary>Shows another layer's maps, from the first page on.</summary>
    public void SelectLayer(int index)
    {
        if (index < 0 || index >= Layers.Length || index == LayerIndex)
            return;
        _maps.LayerIndex = _enlarged.LayerIndex = index;
        (_maps.Page, EnlargedMap) = (0, -1);
    }

    /// <summary>Shows another page of the layer's maps; beyond the last one the last.</summary>
    public void SelectPage(int page)
        => _maps.Page = Math.Clamp(page, 0, LayerIndex < 0 ? 0 : ActivationMapView.PagesOf(Layers[LayerIndex]) - 1);

    /// <summary>Waits for the network asked for last: where frames must not depend on how long loading takes.</summary>
    public void WaitUntilLoaded()
    {
        _host.WaitForLoads();
        _filters?.Wait();
    }

    /// <summary>What is shown says nothing about the pictures to come.</summary>
    public void Forget() => Classes.Reset();

    /// <summary>Records this frame's part of the network: a slice, and where a run ends the maps and the heat map. Nothing for a picture that was seen already.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="picture">The picture, of 8 bits per channel; null for none.</param>
    /// <param name="version">Goes up when the picture changes.</param>
    /// <param name="subject">Says what is on a part of the picture, in fractions of it; null where nobody knows.</param>
    /// <param name="isStill">Whether another version is another picture altogether, not the next one of a film.</param>
    /// <param name="passed">Seconds since the last frame; null to go by the frame's.</param>
    public void Record(FrameContext frame, GraphicsImage? picture, long version, Func<Rect, string>? subject = null, bool isStill = false, float? passed = null)
    {
        (_subject, _seconds) = (subject, frame.Seconds);
        if (picture is not null)
            Show(picture, version, isStill);
        else
            Rest();
        _host.Update(frame.Commands.Handle, passed ?? frame.DeltaSeconds);
    }

    /// <summary>Looks at no picture: there is none, or somebody else looks. What was made for it goes when no frame uses it.</summary>
    public void Rest()
    {
        if (_set.Picture is not { } before)
            return;
        _source.Clear();
        _device.Retire(new ForgottenImage(_host.Forget, before.Image.Handle));
        _set = (null, -1, 0);
    }

    /// <summary>Results that have come back since the last call, the oldest first.</summary>
    /// <param name="idle">Whether the GPU has finished all frames.</param>
    public IReadOnlyList<VisionResult> Poll(bool idle = false)
    {
        if (idle)
            _host.CollectResults();
        if (_results.Count == 0)
            return [];
        VisionResult[] taken = [.. _results];
        _results.Clear();
        return taken;
    }

    public void Dispose()
    {
        _device.WaitIdle();
        DisposeOwned();
        _filters?.Dispose();
    }

    private void DisposeOwned()
    {
        // The host first: its components draw on the images.
        foreach (IDisposable item in _owned.Reverse())
            item.Dispose();
        _owned.Clear();
    }

    private void Show(GraphicsImage picture, long version, bool isStill)
    {
        (GraphicsImage?, long, int) now = (picture, version, (int)picture.Layout);
        if (now == _set)
            return;
        if (_set.Picture is { } before && before != picture)
            _device.Retire(new ForgottenImage(_host.Forget, before.Image.Handle));
        if (_set.Picture is not null && (isStill || picture != _set.Picture))
            _source.Cut();
        _set = now;
        _source.Set(picture.AsPicture());
    }

    /// <summary>A run begins: what is on the picture now is what it will be held against.</summary>
    private void Look()
    {
        string? known = Model?.Labels is null ? null : _subject?.Invoke(Seen);
        _looks.Enqueue(new SeenPicture(_source.Version, _set.Version, known is not null && Model!.Labels!.Names.Contains(known) ? known : null));
    }

    private void Take(FrameNetwork network, FrameRun run)
    {
        while (_looks.Peek().Source < run.PictureVersion)
            _looks.Dequeue();
        SeenPicture seen = _looks.Peek();
        _results.Add(new VisionResult(run.Frame, seen.Version, seen.Truth, Classes.Predictions, GpuMilliseconds));
    }

    private void TakeOver(FrameNetwork network)
    {
        State = network.State == NetworkState.Ready ? Availability.Ready : State;
        _layerNames = network.Layers.GroupBy(l => l.Node).ToDictionary(g => g.Key, g => g.First().Name);
        if (network.Model == _model)
            return;
        _model = network.Model;
        (_maps.Layer, _maps.Page, _enlarged.Layer, EnlargedMap) = (_options.Layer, 0, _options.Layer, -1);
        _rate.Clear();
        _looks.Clear();
        if (_filters is not null)
            _device.Retire(_filters);
        _filters = FilterAtlas.TryDraw(_device, _model!, network.Preprocessing!.FlipChannelOrder);
    }

    private T Own<T>(T part)
        where T : IDisposable
    {
        _owned.Push(part);
        return part;
    }

    /// <summary>The picture of a run: its version for the library and for the demo, and what is on it.</summary>
    private readonly record struct SeenPicture(long Source, long Version, string? Truth);
}
