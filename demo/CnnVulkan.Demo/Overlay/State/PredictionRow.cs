namespace CnnVulkan.Demo.Overlay;

/// <summary>One class of the best few.</summary>
/// <param name="Class">Its number.</param>
/// <param name="Label">Its name.</param>
/// <param name="Raw">The newest probability, 0 to 1.</param>
/// <param name="Smoothed">The probability as it is shown.</param>
internal readonly record struct PredictionRow(int Class, string Label, float Raw, float Smoothed)
{
    /// <summary>How many examples of it were shown; -1 where it was not taught here.</summary>
    public int Examples { get; init; } = -1;
}
