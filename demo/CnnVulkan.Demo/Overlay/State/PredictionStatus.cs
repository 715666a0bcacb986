namespace CnnVulkan.Demo.Overlay;

/// <summary>What the network takes the picture for.</summary>
/// <param name="Rows">The best classes, the best first; empty until the first result.</param>
/// <param name="Threshold">Below this probability of the best, nothing is claimed.</param>
/// <param name="HasClasses">False for networks that compute pictures, not classes.</param>
internal sealed record PredictionStatus(IReadOnlyList<PredictionRow> Rows, float Threshold = 0.25f, bool HasClasses = true)
{
    /// <summary>What it really is; null where nobody knows.</summary>
    public string? Truth { get; init; }
}
