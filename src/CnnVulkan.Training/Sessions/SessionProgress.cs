namespace CnnVulkan.Training;

/// <summary>How far a training is.</summary>
/// <param name="Epoch">The epoch under way, from 1.</param>
/// <param name="Step">Its steps that were done.</param>
/// <param name="StepsPerEpoch">How many it has.</param>
/// <param name="Loss">The mean loss of the last steps.</param>
/// <param name="Accuracy">The share of their samples that were classified right.</param>
/// <param name="SamplesPerSecond">How fast it goes.</param>
/// <param name="Left">How long the rest will take.</param>
public sealed record SessionProgress(
    int Epoch, int Step, int StepsPerEpoch, double Loss, double Accuracy, double SamplesPerSecond, TimeSpan Left);
