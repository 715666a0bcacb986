using System.Collections.Immutable;
using CnnVulkan.Demo.Overlay;
using CnnVulkan.Demo.Vision;
using CnnVulkan.Scenes.Graphics;

namespace CnnVulkan.Demo.App;

/// <summary>Tells the overlay what there is: from the sources and the network to <see cref="HudState"/>.</summary>
internal sealed class HudFeeder(GraphicsDevice device, HudState state, SourceSlots sources, VisionSession vision, TeachSession teaching, bool hasClock)
{
    private readonly PredictionSmoother _smoother = new();
    private readonly List<PredictionRow> _rows = [];
    private ImmutableArray<Prediction> _taught = [];
    private Model? _model;
    private SourceKind _kind;
    private bool _wasTeaching;
    private string _wanted = "";
    private Availability? _dismissed;
    private string? _truth;
    private bool _wasEmpty;
    private (ShownMaps, IReadOnlyList<ValueRange>, TileSheet?, int, int) _shownMaps;

    /// <summary>Takes results that have come back.</summary>
    public void Observe(IReadOnlyList<VisionResult> results)
    {
        foreach (VisionResult result in results)
        {
            _truth = result.Truth;
            if (!teaching.IsReady)
                continue;
            // All classes that are taught, in their order.
            _taught = [.. result.Predictions.OrderBy(p => p.Index)];
            _smoother.Observe([.. _taught.Select(p => p.Probability)]);
        }
    }

    /// <summary>Brings the state up to date.</summary>
    /// <param name="picture">The picture on show; null for none.</param>
    /// <param name="passed">Seconds since the last time.</param>
    public void Update(GraphicsImage? picture, float passed)
    {
        if (_model != vision.Model || _kind != sources.Kind || _wasTeaching != teaching.IsReady)
        {
            Forget();
            _truth = null;
        }
        (_model, _kind, _wasTeaching) = (vision.Model, sources.Kind, teaching.IsReady);
        _smoother.Advance(passed);
        Rank();
        state.Picture = picture is null ? default : new PictureStatus(picture.Width, picture.Height, Seen());
        state.Pad = Pad();
        state.Source = Source(picture);
        state.Model = Model();
        // Nothing drawn is nothing to be taken for a digit.
        state.Predictions = new PredictionStatus(state.Pad is { IsEmpty: true } ? [] : _rows, HasClasses: _model is null || vision.ClassCount > 0) { Truth = _truth };
        state.CanShowHeat = vision.NoHeatReason.Length == 0 && !_wasTeaching;
        // The network that is taught has a last layer of its own: what the other one's layers hold is not of this picture.
        state.Maps = _wasTeaching ? null : Maps();
        // How much is allocated at a frame depends on how far loading is: a matter of the clock.
        state.Device = new DeviceStatus(device.Name, vision.Precision == Precision.Float16 ? "float16" : "float32", hasClock ? vision.MemoryBytes : 0);
        state.Toasts.Update(state.Seconds);
    }

    /// <summary>The filters of the first convolution; null where the network has none.</summary>
    public FiltersStatus? Filters()
        => vision.Filters?.Sheet is { } filters ? new FiltersStatus(filters.Layer, Shape(filters.Shape, 0), filters.Tiles) : null;

    /// <summary>The heat map; null where the network has none, or none yet.</summary>
    public HeatStatus? Heat()
    {
        if (vision.HeatMap is null)
            return null;
        bool follows = vision.HeatClass < 0;
        string label = follows ? _rows.Count > 0 ? _rows[0].Label : "" : Label(vision.HeatClass);
        return new HeatStatus(label, follows, IsColor: true);
    }

    /// <summary>Shows no longer why a network could not be loaded; false where that was not shown.</summary>
    public bool DismissModelMessage()
    {
        bool shown = vision.State.Phase == Phase.Failed && _dismissed != vision.State;
        _dismissed = vision.State;
        return shown;
    }

    /// <summary>The best classes as they are shown: the network's, or those that are being taught.</summary>
    private void Rank()
    {
        _rows.Clear();
        if (!_wasTeaching)
        {
            foreach (SmoothedPrediction shown in vision.Classes.Smoothed)
                _rows.Add(new PredictionRow(shown.Index, vision.Classes.LabelOf(shown.Index), shown.Raw, shown.Probability));
            return;
        }
        foreach (SmoothedPrediction shown in _smoother.Best)
        {
            Prediction taught = _taught[shown.Index];
            int examples = taught.Index < teaching.Classes.Count ? teaching.Classes[taught.Index].Examples : -1;
            _rows.Add(new PredictionRow(taught.Index, taught.Label, shown.Raw, shown.Probability) { Examples = examples });
        }
    }

    private void Forget()
    {
        _smoother.Reset();
        vision.Forget();
    }

    private static string Shape(TensorShape shape, int from) => string.Join(" × ", Enumerable.Range(from, shape.Rank - from).Select(i => shape[i]));

    private string Label(int index)
    {
        Labels? labels = vision.Model?.Labels;
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
            Forget();
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
        if (vision.Maps is not { } page)
            return null;
        // Made anew only when there is news: a frame should allocate next to nothing.
        var shown = (page, vision.MapRanges, vision.EnlargedSheet, vision.EnlargedMap, vision.Layers.Length);
        if (state.Maps is not null && shown == _shownMaps)
            return state.Maps;
        _shownMaps = shown;
        return new MapsStatus(
            page.Layer.Name, Shape(page.Layer.Shape, 1), page.LayerIndex, vision.Layers.Length, ValueRange.Of(vision.MapRanges),
            page.Page, page.Pages, page.First, page.Sheet)
        {
            IsColor = true,
            Selected = vision.EnlargedMap,
            Enlarged = vision.EnlargedSheet,
            Ranges = vision.MapRanges,
            Names = page.Layer.Value == FilterNetwork.OutputName && vision.ModelName == ModelSource.Filters ? FilterNetwork.MapNames : [],
        };
    }
}
