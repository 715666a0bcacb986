namespace CnnVulkan;

/// <summary>A class as it is shown: see <see cref="PredictionSmoother"/>.</summary>
/// <param name="Index">The class: the position in the network's output.</param>
/// <param name="Raw">Its newest probability, 0 to 1.</param>
/// <param name="Probability">Its probability as it is shown.</param>
public readonly record struct SmoothedPrediction(int Index, float Raw, float Probability);
