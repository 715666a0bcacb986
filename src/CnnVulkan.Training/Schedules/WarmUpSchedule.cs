namespace CnnVulkan.Training;

/// <summary>Another schedule whose first steps rise evenly to its rate (Goyal et al. 2017, section 2.2).</summary>
public sealed class WarmUpSchedule : LearningRateSchedule
{
    /// <summary>Describes the schedule.</summary>
    /// <param name="schedule">The schedule; its steps count from the first of all, warm-up included.</param>
    /// <param name="steps">How many steps the rate rises; the first of them has 1/(steps + 1) of it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps is negative.</exception>
    public WarmUpSchedule(LearningRateSchedule schedule, long steps)
    {
        if (steps < 0)
            throw new ArgumentOutOfRangeException(nameof(steps), steps, "The number of steps must not be negative.");
        (Schedule, Steps) = (schedule ?? throw new ArgumentNullException(nameof(schedule)), steps);
    }

    /// <summary>What comes after, and what the rising rate is a share of.</summary>
    public LearningRateSchedule Schedule { get; }

    /// <summary>How many steps the rate rises.</summary>
    public long Steps { get; }

    /// <inheritdoc/>
    public override float RateAt(long step) => step >= Steps ? Schedule.RateAt(step) : (float)(Schedule.RateAt(step) * (step + 1.0) / (Steps + 1.0));

    /// <inheritdoc/>
    public override void EndEpoch(double watched) => Schedule.EndEpoch(watched);

    /// <inheritdoc/>
    public override IReadOnlyList<double> Save() => Schedule.Save();

    /// <inheritdoc/>
    public override void Restore(IReadOnlyList<double> state) => Schedule.Restore(state);
}
