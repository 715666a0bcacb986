namespace CnnVulkan;

/// <summary>
/// Steadies probabilities so that they can be read: each goes towards its newest value by the part 1 − exp(−Δt / τ) in Δt seconds, whatever the frame
/// rate. It takes the probabilities of all classes, so that one that is no longer among the best goes to what it is, and not to 0. The leader changes
/// only when another one is ahead by a margin, so two even classes do not change places in every frame. Allocates only for more classes than before.
/// </summary>
public sealed class PredictionSmoother
{
    private float[] _raw = [];
    private float[] _smoothed = [];
    private SmoothedPrediction[] _best = [];
    private int _leader = -1;
    private bool _isFresh = true;

    /// <summary>τ, in seconds; 0 shows the newest as it is.</summary>
    public float TimeConstant { get; set; } = 0.35f;

    /// <summary>By how much another class must be ahead of the leader to lead.</summary>
    public float Margin { get; set; } = 0.02f;

    /// <summary>The best classes as of the last <see cref="Advance"/>, the leader first; none before the first result.</summary>
    public ReadOnlySpan<SmoothedPrediction> Best => _best.AsSpan(0, Count);

    /// <summary>How many are in <see cref="Best"/>.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets everything: the next result is taken as it is. For another network, source or still picture, or a cut in a film.</summary>
    public void Reset()
    {
        (_leader, _isFresh, Count) = (-1, true, 0);
        Classes = 0;
    }

    /// <summary>How many classes there are; 0 before the first result.</summary>
    public int Classes { get; private set; }

    /// <summary>Takes a new result. Another number of classes than before starts afresh.</summary>
    /// <param name="probabilities">One for each class.</param>
    public void Observe(ReadOnlySpan<float> probabilities)
    {
        if (probabilities.Length != Classes)
        {
            Reset();
            if (_raw.Length < probabilities.Length)
                (_raw, _smoothed) = (new float[probabilities.Length], new float[probabilities.Length]);
            Classes = probabilities.Length;
        }
        for (int i = 0; i < probabilities.Length; i++)
        {
            // What is no number must not stay for ever in the average.
            _raw[i] = float.IsFinite(probabilities[i]) ? probabilities[i] : 0;
            if (_isFresh)
                _smoothed[i] = _raw[i];
        }
        _isFresh = probabilities.IsEmpty;
    }

    /// <summary>Lets time pass, then ranks the classes. Of two alike the one with the lower index is first.</summary>
    /// <param name="seconds">Time since the last call.</param>
    /// <param name="count">How many are wanted.</param>
    public void Advance(float seconds, int count = 5)
    {
        float part = TimeConstant > 0 ? 1 - MathF.Exp(-MathF.Max(0, seconds) / TimeConstant) : 1;
        for (int i = 0; i < Classes; i++)
            _smoothed[i] += (_raw[i] - _smoothed[i]) * part;
        count = Math.Min(count, Classes);
        if (_best.Length < count)
            _best = new SmoothedPrediction[count];
        Count = 0;
        for (int i = 0; i < Classes; i++)
            Rank(i, count);
        KeepLeader();
    }

    /// <summary>Puts a class in its place among the best found so far.</summary>
    private void Rank(int index, int most)
    {
        float probability = _smoothed[index];
        int place = Count;
        while (place > 0 && probability > _best[place - 1].Probability)
            place--;
        if (place == most)
            return;
        Count = Math.Min(Count + 1, most);
        for (int i = Count - 1; i > place; i--)
            _best[i] = _best[i - 1];
        _best[place] = new SmoothedPrediction(index, _raw[index], probability);
    }

    private void KeepLeader()
    {
        if (Count == 0)
            return;
        if (_leader >= 0 && _leader != _best[0].Index && _best[0].Probability - _smoothed[_leader] < Margin)
        {
            int held = 1;
            while (held < Count && _best[held].Index != _leader)
                held++;
            // It may be behind all that are shown, if these are many and alike.
            for (int i = Math.Min(held, Count - 1); i > 0; i--)
                _best[i] = _best[i - 1];
            _best[0] = new SmoothedPrediction(_leader, _raw[_leader], _smoothed[_leader]);
        }
        _leader = _best[0].Index;
    }
}
