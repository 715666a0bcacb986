namespace CnnVulkan.Engine;

/// <summary>What is left of a frame's GPU time.</summary>
internal sealed class FrameBudget
{
    /// <summary>A budget that is used up leaves so much to who runs all the same, so that a dispatch that is too long is cut: 0 would record it whole.</summary>
    private const double Least = 0.1;

    private bool _isUnlimited;
    private double _whole, _left;

    /// <summary>A frame begins.</summary>
    public void Begin(TimeSpan budget) => (_isUnlimited, _whole, _left) = (budget == TimeSpan.MaxValue, budget.TotalMilliseconds, budget.TotalMilliseconds);

    /// <summary>What is left; everything where there is no limit.</summary>
    public TimeSpan Left => _isUnlimited ? TimeSpan.MaxValue : TimeSpan.FromTicks((long)(Math.Max(_left, Math.Min(Least, _whole)) * TimeSpan.TicksPerMillisecond));

    /// <summary>Whether nothing is left.</summary>
    public bool IsSpent => !_isUnlimited && _left <= 0;

    /// <summary>Whether some of it was used.</summary>
    public bool IsTouched => !_isUnlimited && _left < _whole;

    /// <summary>Whether so much is left.</summary>
    public bool Allows(double milliseconds) => _isUnlimited || milliseconds <= _left;

    /// <summary>Takes away what is expected to be used.</summary>
    public void Spend(double milliseconds)
    {
        if (!_isUnlimited)
            _left -= milliseconds;
    }
}
