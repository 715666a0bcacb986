namespace CnnVulkan.Engine;

/// <summary>What is left of a frame's GPU time.</summary>
internal sealed class FrameBudget
{
    private bool _isUnlimited;
    private double _left;

    /// <summary>A frame begins.</summary>
    public void Begin(TimeSpan budget) => (_isUnlimited, _left) = (budget == TimeSpan.MaxValue, budget.TotalMilliseconds);

    /// <summary>What is left; everything where there is no limit.</summary>
    public TimeSpan Left => _isUnlimited ? TimeSpan.MaxValue : TimeSpan.FromTicks((long)(Math.Max(_left, 0) * TimeSpan.TicksPerMillisecond));

    /// <summary>Whether nothing is left.</summary>
    public bool IsSpent => !_isUnlimited && _left <= 0;

    /// <summary>Whether so much is left.</summary>
    public bool Allows(double milliseconds) => _isUnlimited || milliseconds <= _left;

    /// <summary>Takes away what is expected to be used.</summary>
    public void Spend(double milliseconds)
    {
        if (!_isUnlimited)
            _left -= milliseconds;
    }
}
