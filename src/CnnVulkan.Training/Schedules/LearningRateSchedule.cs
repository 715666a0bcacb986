namespace CnnVulkan.Training;

/// <summary>The learning rate at each step of a training. Steps and epochs count from 0.</summary>
/// <remarks>Not safe for several threads; a schedule belongs to one training at a time.</remarks>
public abstract class LearningRateSchedule
{
    /// <summary>The rate at a step.</summary>
    /// <param name="step">The step, from 0.</param>
    public abstract float RateAt(long step);

    /// <summary>Tells of the end of an epoch, for schedules that watch the results; the others do not care.</summary>
    /// <param name="watched">What is watched: the less, the better, as a loss or an error rate on validation samples.</param>
    public virtual void EndEpoch(double watched)
    {
    }

    /// <summary>What it has learned from the epochs, to go on with later: see <see cref="Restore"/>. Empty where it learns nothing.</summary>
    public virtual IReadOnlyList<double> Save() => [];

    /// <summary>Goes on where <see cref="Save"/> was called.</summary>
    /// <exception cref="ArgumentException">That was another kind of schedule.</exception>
    public virtual void Restore(IReadOnlyList<double> state)
    {
        if (state.Count > 0)
            throw new ArgumentException($"{GetType().Name} keeps nothing from epoch to epoch, but {state.Count} numbers are given.", nameof(state));
    }

    private protected static float Checked(float rate, string name)
        => rate is >= 0 and < float.PositiveInfinity ? rate : throw new ArgumentOutOfRangeException(name, rate, "A learning rate must be a number, at least 0.");
}
