using System.Collections.Immutable;

namespace CnnVulkan.Training;

/// <summary>The rate times a factor at each of given steps, as the residual networks were trained (He et al. 2016, section 4.2).</summary>
public sealed class StepSchedule : LearningRateSchedule
{
    /// <summary>Describes the schedule.</summary>
    /// <param name="rate">The rate of the first step.</param>
    /// <param name="steps">From which steps on the rate is cut once more.</param>
    /// <param name="factor">What it is multiplied by.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate or the factor is negative or no number.</exception>
    /// <exception cref="ArgumentException">The steps do not ascend.</exception>
    public StepSchedule(float rate, IEnumerable<long> steps, float factor = 0.1f)
    {
        (Rate, Factor, Steps) = (Checked(rate, nameof(rate)), Checked(factor, nameof(factor)), [.. steps]);
        for (int i = 1; i < Steps.Length; i++)
        {
            if (Steps[i] <= Steps[i - 1])
                throw new ArgumentException($"The steps must ascend, but {Steps[i]} follows {Steps[i - 1]}.", nameof(steps));
        }
    }

    /// <summary>The rate of the first step.</summary>
    public float Rate { get; }

    /// <summary>From which steps on the rate is cut once more.</summary>
    public ImmutableArray<long> Steps { get; }

    /// <summary>What it is multiplied by.</summary>
    public float Factor { get; }

    /// <inheritdoc/>
    public override float RateAt(long step) => (float)(Rate * Math.Pow(Factor, Steps.Count(s => s <= step)));
}
