namespace CnnVulkan.Training;

/// <summary>What a training gave.</summary>
/// <param name="Graph">The network with its new weights: those of the epoch with the best validation, of the last where there is none.</param>
/// <param name="BestEpoch">The epoch that they are of, from 1; 0 where no epoch was completed.</param>
/// <param name="Epochs">All epochs, those of sessions before included.</param>
/// <param name="End">Why it ended.</param>
public sealed record SessionResult(Graphs.Graph Graph, int BestEpoch, IReadOnlyList<EpochResult> Epochs, SessionEnd End);
