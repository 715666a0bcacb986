using CnnVulkan.Demo.Overlay;
using CnnVulkan.Demo.Vision;
using CnnVulkan.Scenes.Graphics;

namespace CnnVulkan.Demo.App;

/// <summary>Tells the overlay what there is: from the sources and the network to <see cref="HudState"/>.</summary>
internal sealed class HudFeeder(GraphicsDevice device, HudState state, SourceSlots sources, VisionSession vision, TeachSession teaching, bool hasClock)
{
    private readonly PredictionSmoother _smoother = new();
    private VisionNetwork? _network;
    private SourceKind _kind;
    private bool _wasTeaching;
    private string _wanted = "";
    private Availability? _dismissed;
    private string? _truth;
    private bool _wasEmpty;
    private (MapPage, IReadOnlyList<ValueRange>, TileSheet?, int, int) _shownMaps;

    /// <summary>Takes results that have come back.</summary>
    public void Observe(IReadOnlyList<VisionResult> results)
    {
        foreach (VisionResult result in results)
        {
            _truth = result.Truth;
            _smoother.Observe([.. result.Predictions.Select(p => new PredictionRow(p.Index, p.Label, p.Probability, 0) { Examples = ExamplesOf(p) })]);
        }
    }

    /// <summary>Brings the state up to date.</summary>
    /// <param name="picture">The picture on show; null for none.</param>
    /// <param name="passed">Seconds since the last time.</param>
    public void Update(GraphicsImage? picture, float passed)
    {
        if (_network != vision.Network || _kind != sources.Kind || _wasTeaching != teaching.IsReady)
        {
            _smoother.Reset();
            _truth = null;
        }
        (_network, _kind, _wasTeaching) = (vision.Network, sources.Kind, teaching.IsReady);
        _smoother.Advance(passed);
        state.Picture = picture is null ? default : new PictureStatus(picture.Width, picture.Height, Seen());
        state.Pad = Pad();
        state.Source = Source(picture);
        state.Model = Model();
        // Nothing drawn is nothing to be taken for a digit.
        state.Predictions = new PredictionStatus(state.Pad is { IsEmpty: true } ? [] : _smoother.Best, HasClasses: _network is not { Setup.Classes: 0 }) { Truth = _truth };
        state.CanShowHeat = vision.NoHeatReason.Length == 0 && !_wasTeaching;
        // The network that is taught has a last layer of its own: what the other one's layers hold is not of this picture.
        state.Maps = _wasTeaching ? null : Maps();
        // How much is allocated at a frame depends on how far loading is: a matter of the clock.
        state.Device = new DeviceStatus(device.Name, vision.Precision == Precision.Float16 ? "float16" : "float32", hasClock ? vision.MemoryBytes : 0);
        state.Toasts.Update(state.Seconds);
    }

    /// <summary>The filters of the first convolution; null where the network has none.</summary>
    public FiltersStatus? Filters()
        => vision.Network?.Filters is { } filters ? new FiltersStatus(filters.Layer, Shape(filters.Shape, 0), filters.Tiles) : null;

    /// <summary>The heat map; null where the network has none, or none yet.</summary>
    public HeatStatus? Heat()
    {
        if (vision.HeatMap is null)
            return null;
        bool follows = vision.HeatClass < 0;
        string label = follows ? _smoother.Best.Count > 0 ? _smoother.Best[0].Label : "" : Label(vision.HeatClass);
        return new HeatStatus(label, follows, IsColor: true);
    }

    /// <summary>Shows no longer why a network could not be loaded; false where that was not shown.</summary>
    public bool DismissModelMessage()
    {
        bool shown = vision.State.Phase == Phase.Failed && _dismissed != vision.State;
        _dismissed = vision.State;
        return shown;
    }

    private int ExamplesOf(Prediction prediction)
        => teaching.IsReady && prediction.Index < teaching.Classes.Count ? teaching.Classes[prediction.Index].Examples : -1;

    private static string Shape(TensorShape shape, int from) => string.Join(" × ", Enumerable.Range(from, shape.Rank - from).Select(i => shape[i]));

    private string Label(int index)
    {
        Labels? labels = vision.Network?.Setup.Model.Labels;
        return labels is not null && index < labels.Count ? labels[index] : $"class {index}";
    }

    /// <summary>What the network sees of the picture on show, in fractions of it.</summary>
    private Rect Seen() => sources.Pad is { } pad ? pad.FedPlace.Part(vision.Seen) : vision.Seen;

    private PadStatus? Pad()
    {
        if (sources.Pad is not { } pad)
            return null;
        bool isEmpty = pad.IsEmpty;
        // What was seen before is another drawing's.
        if (isEmpty && !_wasEmpty)
            _smoother.Reset();
        _wasEmpty = isEmpty;
        return state.Pad is { } shown && shown == new PadStatus(isEmpty, pad.Erases) ? shown : new PadStatus(isEmpty, pad.Erases);
    }

    private SourceStatus Source(GraphicsImage? picture)
    {
        SourceKind kind = sources.Kind;
        string what = kind.ToString().ToLowerInvariant();
        if (sources.Current is not { } source)
            return new SourceStatus(kind, kind.ToString(), "", Phase.Failed, $"No {what} yet", sources.Missing, "Press S for the next source.");
        Availability now = source.State;
        string size = picture is null || kind == SourceKind.Pad ? "" : $"{picture.Width}×{picture.Height}";
        return now.Phase switch
        {
            Phase.Ready => new SourceStatus(kind, source.Name, size),
            Phase.Waiting => new SourceStatus(kind, source.Name, size, picture is null ? Phase.Waiting : Phase.Ready, $"Waiting for the {what}", now.Message),
            _ => new SourceStatus(kind, source.Name, size, Phase.Failed, $"No picture from the {what}", now.Message, "Press S for the next source."),
        };
    }

    private ModelStatus Model()
    {
        Availability now = vision.State;
        string old = vision.ModelName;
        switch (now.Phase)
        {
            case Phase.Waiting:
                _wanted = Path.GetFileName(now.Message.TrimEnd('/'));
                return new ModelStatus(_wanted, Phase.Waiting, $"Loading {_wanted}");
            case Phase.Failed when now != _dismissed:
                return new ModelStatus(_wanted, Phase.Failed, now.Message, old.Length > 0 ? $"{old} goes on." : "Drop another model on the window.");
            default:
                return new ModelStatus(old.Length > 0 ? old : "No network");
        }
    }

    private MapsStatus? Maps()
    {
        if (vision.Maps.Shown is not { } page)
            return null;
        // Made anew only when there is news: a frame should allocate next to nothing.
        var shown = (page, vision.MapRanges, vision.Maps.EnlargedSheet, vision.EnlargedMap, vision.Layers.Length);
        if (state.Maps is not null && shown == _shownMaps)
            return state.Maps;
        _shownMaps = shown;
        return new MapsStatus(
            page.Layer.Name, Shape(page.Layer.Shape, 1), page.LayerIndex, vision.Layers.Length, ValueRange.Of(vision.MapRanges),
            page.Page, page.Pages, page.First, page.Sheet)
        {
            IsColor = true,
            Selected = vision.EnlargedMap,
            Enlarged = vision.Maps.EnlargedSheet,
            Ranges = vision.MapRanges,
            Names = page.Layer.MapNames,
        };
    }
}
