namespace CnnVulkan.Training;

/// <summary>The same rate at every step.</summary>
/// <param name="rate">The rate.</param>
/// <exception cref="ArgumentOutOfRangeException">The rate is negative or no number.</exception>
public sealed class ConstantSchedule(float rate) : LearningRateSchedule
{
    /// <summary>The rate.</summary>
    public float Rate { get; } = Checked(rate, nameof(rate));

    /// <inheritdoc/>
    public override float RateAt(long step) => Rate;
}
