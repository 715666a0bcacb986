namespace CnnVulkan.Training;

/// <summary>
/// The rate cut whenever the watched value has stopped improving, by ten unless said otherwise: as AlexNet was trained (Krizhevsky et al.
/// 2012, section 5).
/// </summary>
public sealed class PlateauSchedule : LearningRateSchedule
{
    private double _best = double.PositiveInfinity;
    private int _worse;
    private int _cuts;

    /// <summary>Describes the schedule.</summary>
    /// <param name="rate">The first rate.</param>
    /// <param name="patience">How many epochs without a better value than ever before make a cut.</param>
    /// <param name="factor">What the rate is multiplied by.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate or the factor is negative or no number, or the patience is below 1.</exception>
    public PlateauSchedule(float rate, int patience, float factor = 0.1f)
    {
        if (patience < 1)
            throw new ArgumentOutOfRangeException(nameof(patience), patience, "The patience must be at least one epoch.");
        (Rate, Patience, Factor) = (Checked(rate, nameof(rate)), patience, Checked(factor, nameof(factor)));
    }

    /// <summary>The first rate.</summary>
    public float Rate { get; }

    /// <summary>How many epochs without improvement make a cut.</summary>
    public int Patience { get; }

    /// <summary>What the rate is multiplied by.</summary>
    public float Factor { get; }

    /// <inheritdoc/>
    public override float RateAt(long step) => (float)(Rate * Math.Pow(Factor, _cuts));

    /// <inheritdoc/>
    public override void EndEpoch(double watched)
    {
        // NaN is no improvement.
        if (watched < _best)
        {
            (_best, _worse) = (watched, 0);
            return;
        }
        if (++_worse < Patience)
            return;
        _worse = 0;
        _cuts++;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<double> Save() => [_best, _worse, _cuts];

    /// <inheritdoc/>
    public override void Restore(IReadOnlyList<double> state)
    {
        if (state.Count != 3)
            throw new ArgumentException($"3 numbers are expected, not {state.Count}.", nameof(state));
        (_best, _worse, _cuts) = (state[0], (int)state[1], (int)state[2]);
    }
}
