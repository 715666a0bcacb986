namespace CnnVulkan.Plans;

/// <summary>
/// Cuts runs of a plan into slices that fit a frame's budget, by what their steps have taken so far. Knows nothing of a GPU: it is told times, and
/// says what to record. A run is its steps in order; a step that does not fit is cut into bands.
/// </summary>
internal sealed class SliceCutter
{
    /// <summary>A band below this is not worth its barrier and its launch, some hundredths of a millisecond together.</summary>
    private const double LeastBand = 0.1;

    /// <summary>
    /// Nor is one at the end of a slice worth it: what is left of the budget stays free where it is less than this part of it and a step does not fit.
    /// </summary>
    private const double LeastPart = 0.25;

    /// <summary>
    /// How far a guess may be wrong. The rates behind guesses are those of slow devices; a kernel that was never timed may still be slower, and one dispatch of a
    /// kernel slower than another. The first frames of the first run then see a quarter of what they could, until their times arrive.
    /// </summary>
    private const double UnknownKernel = 4, KnownKernel = 1.5;

    private readonly SliceStep[] _steps;
    private readonly StepCost[] _costs;
    private readonly bool _isTimed;
    private int _step, _unit;
    private double _budget, _left;
    private bool _isFirst, _isWhole;

    /// <param name="steps">The steps of a run.</param>
    /// <param name="isTimed">Whether times will be told: guesses are taken as they are where they can never be put right.</param>
    public SliceCutter(SliceStep[] steps, bool isTimed)
    {
        (_steps, _isTimed) = (steps, isTimed);
        _costs = new StepCost[steps.Length];
        _step = steps.Length;
    }

    /// <summary>Whether nothing of the run is left.</summary>
    public bool IsAtEnd => _step == _steps.Length;

    /// <summary>What the slice is expected to take, as far as it has come, in milliseconds; 0 where it has no budget.</summary>
    public double Expected => _budget - _left;

    /// <summary>Begins a run.</summary>
    /// <param name="step">Its first step.</param>
    public void Begin(int step) => (_step, _unit) = (step, 0);

    /// <summary>Forgets the run under way.</summary>
    public void Abandon() => _step = _steps.Length;

    /// <summary>Begins a slice.</summary>
    /// <param name="milliseconds">Its budget; 0 for one step that is no copy, uncut, and the copies around it.</param>
    public void BeginSlice(double milliseconds) => (_budget, _left, _isFirst, _isWhole) = (milliseconds, milliseconds, true, milliseconds <= 0);

    /// <summary>What the slice records next, at least one part; false where it is full, or the run at its end.</summary>
    public bool TryNext(out SlicePart part)
    {
        part = default;
        if (IsAtEnd)
            return false;
        int units = _steps[_step].Units, rest = units - _unit, count = rest;
        bool isLeast = false;
        if (_isWhole)
        {
            bool isCopy = _steps[_step].Kind == 0;
            if (!isCopy && !_isFirst)
                return false;
            _isFirst &= isCopy;
        }
        else if (Milliseconds(_step, (double)rest / units) is var cost && cost > _left)
        {
            if (!_isFirst && (rest == 1 || _left < LeastPart * _budget || _left < LeastBand))
                return false;
            int most = Within(_step, Math.Max(_left, LeastBand)), least = Least(_step);
            if (!_isFirst && most < least)
                return false;
            count = Math.Min(Math.Max(most, least), rest);
            isLeast = most < count || _left < LeastBand;
            cost = Milliseconds(_step, (double)count / units);
            (_left, _isFirst) = (_left - cost, false);
        }
        else
        {
            (_left, _isFirst) = (_left - cost, false);
        }
        part = new SlicePart(_step, _unit, count, (double)count / units, isLeast);
        _unit += count;
        if (_unit == units)
            (_step, _unit) = (_step + 1, 0);
        return true;
    }

    /// <summary>Takes note of what a part took.</summary>
    public void Learn(in SlicePart part, double milliseconds) => _costs[part.Step].Learn(part.Share, milliseconds);

    /// <summary>What a share of a step is expected to take.</summary>
    public double Milliseconds(int step, double share) => _costs[step].IsKnown ? _costs[step].Of(share) : Guess(step) * share;

    /// <summary>The most units that fit.</summary>
    private int Within(int step, double milliseconds)
    {
        double share = _costs[step].IsKnown ? _costs[step].Within(milliseconds) : milliseconds / Guess(step);
        return (int)(Math.Min(Math.Max(share, 0), 1) * _steps[step].Units);
    }

    /// <summary>The fewest units worth a band of their own.</summary>
    private int Least(int step)
    {
        double share = _costs[step].IsKnown ? _costs[step].LeastShare : 0;
        return Math.Max(1, (int)Math.Ceiling(Math.Min(share, 1) * _steps[step].Units));
    }

    /// <summary>What a step that was never timed takes at most, by those that were.</summary>
    private double Guess(int step)
    {
        if (!_isTimed)
            return _steps[step].Guess;
        double ofKernel = 0, ofAny = 1;
        for (int i = 0; i < _steps.Length; i++)
        {
            if (!_costs[i].IsKnown)
                continue;
            double ratio = _costs[i].Whole / _steps[i].Guess;
            ofAny = Math.Max(ofAny, ratio);
            if (_steps[i].Kind == _steps[step].Kind)
                ofKernel = Math.Max(ofKernel, ratio);
        }
        return _steps[step].Guess * (ofKernel > 0 ? KnownKernel * ofKernel : UnknownKernel * ofAny);
    }
}
