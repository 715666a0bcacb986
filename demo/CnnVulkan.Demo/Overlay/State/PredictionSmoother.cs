namespace CnnVulkan.Demo.Overlay;

/// <summary>
/// Steadies probabilities so that they can be read: each goes towards its newest value by the part 1 − exp(−Δt / τ) in Δt seconds,
/// whatever the frame rate. A class the network no longer names goes towards 0. The leader changes only when another one is ahead by
/// a margin, so two even classes do not change places in every frame.
/// </summary>
internal sealed class PredictionSmoother(float timeConstant = 0.35f, float margin = 0.02f)
{
    private readonly List<PredictionRow> _rows = [];
    private readonly List<PredictionRow> _best = [];
    private readonly Comparison<PredictionRow> _order = static (a, b) =>
        a.Smoothed != b.Smoothed ? b.Smoothed.CompareTo(a.Smoothed) : a.Class.CompareTo(b.Class);
    private int _leader = -1;
    private bool _fresh = true;

    /// <summary>The best classes, the best first.</summary>
    public IReadOnlyList<PredictionRow> Best => _best;

    /// <summary>Forgets everything: the next result is taken as it is. For a new model or source.</summary>
    public void Reset()
    {
        _rows.Clear();
        _best.Clear();
        (_leader, _fresh) = (-1, true);
    }

    /// <summary>Takes a new result: the best classes with their labels and probabilities.</summary>
    public void Observe(ReadOnlySpan<PredictionRow> result)
    {
        for (int i = 0; i < _rows.Count; i++)
            _rows[i] = _rows[i] with { Raw = 0 };
        foreach (PredictionRow seen in result)
        {
            int known = IndexOf(seen.Class);
            if (known >= 0)
                _rows[known] = _rows[known] with { Raw = seen.Raw, Label = seen.Label, Examples = seen.Examples };
            else
                _rows.Add(seen with { Smoothed = _fresh ? seen.Raw : 0 });
        }
        _fresh &= result.IsEmpty;
    }

    /// <summary>Lets time pass, then ranks the classes.</summary>
    /// <param name="seconds">Time since the last call.</param>
    /// <param name="count">How many are wanted.</param>
    public void Advance(float seconds, int count = 5)
    {
        float part = 1 - MathF.Exp(-MathF.Max(0, seconds) / timeConstant);
        for (int i = _rows.Count - 1; i >= 0; i--)
        {
            PredictionRow row = _rows[i];
            row = row with { Smoothed = row.Smoothed + (row.Raw - row.Smoothed) * part };
            // Below a tenth of a percent nothing would be seen of it.
            if (row.Raw == 0 && row.Smoothed < 0.001f)
                _rows.RemoveAt(i);
            else
                _rows[i] = row;
        }
        _rows.Sort(_order);
        KeepLeader();
        _best.Clear();
        for (int i = 0; i < Math.Min(count, _rows.Count); i++)
            _best.Add(_rows[i]);
    }

    private void KeepLeader()
    {
        int held = IndexOf(_leader);
        if (held > 0 && _rows[0].Smoothed - _rows[held].Smoothed < margin)
        {
            PredictionRow row = _rows[held];
            _rows.RemoveAt(held);
            _rows.Insert(0, row);
        }
        _leader = _rows.Count > 0 ? _rows[0].Class : -1;
    }

    private int IndexOf(int number)
    {
        for (int i = 0; i < _rows.Count; i++)
        {
            if (_rows[i].Class == number)
                return i;
        }
        return -1;
    }
}
