namespace CnnVulkan.Plans;

/// <summary>
/// What a step of a run takes, and what a share of it does, learned from times: a line, for a band of few workgroups that run beside each
/// other takes as long as one of them does. Times count the less the older they are.
/// </summary>
internal struct StepCost
{
    /// <summary>How much the time of a whole step counts against those before: one disturbed by another program must not cut the next runs to pieces.</summary>
    private const double NewTimeWeight = 0.4;

    /// <summary>That no share takes no time is one observation among the others, or noise would bend the line through shares that are nearly equal.</summary>
    private const double OriginWeight = 0.25;

    /// <summary>A time so many times as long as expected, and so many milliseconds more, is a disturbance and counts as no longer.</summary>
    private const double MostRise = 3, SmallRise = 0.1;

    private const double SpreadWeight = 0.2, MostSpread = 0.5;

    /// <summary>By how much the shortest time is forgotten with each new one.</summary>
    private const double Forgetting = 1.05;

    // Sums over observations: how many, of shares, of their squares, of times, of products.
    private double _count, _shares, _squares, _times, _products;
    // The shortest time of late, whatever the share.
    private double _least;
    // How far times lie from what was expected, by what was expected.
    private double _spread;
    // Milliseconds whatever the share, and more for all of it.
    private double _fixed, _slope;

    /// <summary>Whether it was ever timed.</summary>
    public readonly bool IsKnown => _count > 0;

    /// <summary>What the whole is expected to take.</summary>
    public readonly double Whole => _fixed + _slope;

    /// <summary>The share from which on a band's own work is as long as what each band costs besides; more than 1 where cutting gains nothing.</summary>
    public readonly double LeastShare => _slope > 0 ? _fixed / _slope : double.PositiveInfinity;

    /// <summary>What a share takes at most, short of disturbances.</summary>
    public readonly double Of(double share) => (1 + _spread) * (_fixed + _slope * share);

    /// <summary>The share that takes so long at most; may be less than 0 or more than 1.</summary>
    public readonly double Within(double milliseconds) => _slope > 0 ? (milliseconds / (1 + _spread) - _fixed) / _slope : 0;

    public void Learn(double share, double milliseconds)
    {
        if (IsKnown)
        {
            double expected = _fixed + _slope * share;
            // What was taken for its time was a disturbance: the first time has nothing to be held against. Else one such would starve a step for minutes.
            if (MostRise * milliseconds + SmallRise < expected)
            {
                this = default;
                Learn(share, milliseconds);
                return;
            }
            milliseconds = Math.Min(milliseconds, MostRise * expected + SmallRise);
            _spread += SpreadWeight * (Math.Min(Math.Abs(milliseconds - expected) / Math.Max(expected, 1e-6), MostSpread) - _spread);
        }
        _least = IsKnown ? Math.Min(milliseconds, _least * Forgetting) : milliseconds;
        double kept = 1 - NewTimeWeight * share;
        _count = _count * kept + 1;
        _shares = _shares * kept + share;
        _squares = _squares * kept + share * share;
        _times = _times * kept + milliseconds;
        _products = _products * kept + share * milliseconds;
        Fit();
    }

    private void Fit()
    {
        double count = _count + OriginWeight, share = _shares / count, time = _times / count;
        _slope = (_products / count - share * time) / (_squares / count - share * share);
        _fixed = time - _slope * share;
        if (_fixed < 0)
            (_fixed, _slope) = (0, _products / _squares);
        else if (_slope < 0 || _fixed > _least)
            // Disturbances bend the line; that no band was shorter than what each takes besides its work, they leave true.
            (_fixed, _slope) = (_least, Math.Max(0, (_times - _least * _count) / _shares));
    }
}
