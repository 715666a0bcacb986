using System.Collections.Immutable;
using CnnVulkan.Engine;

namespace CnnVulkan;

/// <summary>
/// Says what is on the pictures that a network looks at: the best classes of each, and steadied ones that can be read. <see cref="ImageClassifier"/> does so for
/// single pictures without a host.
/// </summary>
public sealed class FrameClassifier : NetworkView
{
    private readonly PredictionSmoother _smoother = new();
    private float[] _probabilities = [], _best = [], _indices = [];
    private int _leader = -1;
    private readonly int _top = 5;

    /// <summary>How many of the best classes are told.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int Top
    {
        get => _top;
        init => _top = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "At least one class must be asked for.");
    }

    /// <summary>From which steadied probability on a class counts as seen: see <see cref="LeaderChanged"/>.</summary>
    public float Threshold { get; set; }

    /// <summary>How long, in seconds, probabilities take to come near their newest value; see <see cref="PredictionSmoother"/>.</summary>
    public float TimeConstant
    {
        get => _smoother.TimeConstant;
        set => _smoother.TimeConstant = value;
    }

    /// <summary>By how much another class must be ahead of the leader to lead.</summary>
    public float Margin
    {
        get => _smoother.Margin;
        set => _smoother.Margin = value;
    }

    /// <summary>The best classes of the newest picture, as they came; empty before, and where the network knows no classes.</summary>
    public ImmutableArray<Prediction> Predictions { get; private set; } = [];

    /// <summary>The probabilities of all classes of the newest picture; empty where there is none.</summary>
    public ReadOnlySpan<float> Probabilities => _probabilities;

    /// <summary>The best classes as they are shown, steadied over time, the leader first.</summary>
    public ReadOnlySpan<SmoothedPrediction> Smoothed => _smoother.Best;

    /// <summary>The class that leads and is seen: at or above <see cref="Threshold"/>; null where none is.</summary>
    public Prediction? Leader
    {
        get
        {
            foreach (SmoothedPrediction shown in _smoother.Best)
            {
                if (shown.Index == _leader)
                    return new Prediction(_leader, LabelOf(_leader), shown.Probability);
            }
            return null;
        }
    }

    /// <summary>A picture's classes have come: <see cref="Predictions"/>.</summary>
    public event Action<FrameClassifier, FrameRun>? Classified;

    /// <summary>Another class leads, or is seen no longer: <see cref="Leader"/>.</summary>
    public event Action<Prediction?>? LeaderChanged;

    /// <summary>The name of a class; its number where the model has no names.</summary>
    public string LabelOf(int index) => Network?.Model?.Labels is { } labels && index >= 0 && index < labels.Count ? labels[index] : $"{index}";

    /// <summary>Forgets what is shown: the next picture is taken as it is.</summary>
    public void Reset()
    {
        _smoother.Reset();
        Predictions = [];
        _probabilities = [];
        Lead();
    }

    internal override void Ask(NetworkNeeds needs) => needs.Top = Math.Max(needs.Top, Top);

    internal override bool IsServed(LoadedNetwork network) => network.Setup.Request.Needs.Top >= Top;

    internal override void TakeOver(bool isOther)
    {
        if (isOther)
            Reset();
    }

    internal override void Take(in FrameRun run, LoadedNetwork network)
    {
        if (network.Setup.Head is not { } head)
            return;
        int top = network.Setup.Top;
        if (_probabilities.Length != head.Classes)
            _probabilities = new float[head.Classes];
        if (_best.Length != top)
            (_best, _indices) = (new float[top], new float[top]);
        // Read as real numbers, indices are exact up to 16 million classes.
        if (!run.Run.TryRead(head.Distribution, _probabilities) || !run.Run.TryRead(ClassifierHead.Probabilities, _best) || !run.Run.TryRead(ClassifierHead.Indices, _indices))
            return;
        if (run.IsCut)
            _smoother.Reset();
        _smoother.Observe(_probabilities);
        if (run.IsCut)
            _smoother.Advance(0, Top);
        Predictions = [.. Enumerable.Range(0, Math.Min(Top, top)).Select(i => new Prediction((int)_indices[i], LabelOf((int)_indices[i]), _best[i]))];
        Classified?.Invoke(this, run);
    }

    /// <inheritdoc/>
    protected override void Update(in VisionFrame frame)
    {
        _smoother.Advance(frame.DeltaSeconds, Top);
        Lead();
    }

    private void Lead()
    {
        int leader = _smoother.Count > 0 && _smoother.Best[0].Probability >= Threshold ? _smoother.Best[0].Index : -1;
        if (leader == _leader)
            return;
        _leader = leader;
        LeaderChanged?.Invoke(Leader);
    }
}
