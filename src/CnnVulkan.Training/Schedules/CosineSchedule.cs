namespace CnnVulkan.Training;

/// <summary>Half a cosine from the first rate down to a share of it (Loshchilov and Hutter 2017, without restarts).</summary>
public sealed class CosineSchedule : LearningRateSchedule
{
    /// <summary>Describes the schedule.</summary>
    /// <param name="rate">The rate of the first step.</param>
    /// <param name="steps">How many steps there are; what comes after has the last rate.</param>
    /// <param name="finalFraction">The share of the rate to end with.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate or the share is negative or no number, or there are no steps.</exception>
    public CosineSchedule(float rate, long steps, float finalFraction = 0)
    {
        if (steps < 1)
            throw new ArgumentOutOfRangeException(nameof(steps), steps, "A schedule needs at least one step.");
        (Rate, Steps, FinalFraction) = (Checked(rate, nameof(rate)), steps, Checked(finalFraction, nameof(finalFraction)));
    }

    /// <summary>The rate of the first step.</summary>
    public float Rate { get; }

    /// <summary>How many steps there are.</summary>
    public long Steps { get; }

    /// <summary>The share of the rate to end with.</summary>
    public float FinalFraction { get; }

    /// <inheritdoc/>
    public override float RateAt(long step)
    {
        double done = Math.Clamp((double)step / Steps, 0, 1);
        return (float)(Rate * (FinalFraction + (1 - FinalFraction) * 0.5 * (1 + Math.Cos(Math.PI * done))));
    }
}
