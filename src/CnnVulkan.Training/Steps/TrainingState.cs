namespace CnnVulkan.Training;

/// <summary>All that a training has changed: going on from it gives the same bits as never having stopped.</summary>
/// <param name="Step">How many steps were done.</param>
/// <param name="Parameters">Weights, running averages and what the optimiser remembers, by name.</param>
public sealed record TrainingState(long Step, IReadOnlyDictionary<string, float[]> Parameters);
