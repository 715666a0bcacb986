namespace CnnVulkan.Training;

/// <summary>What an epoch gave.</summary>
/// <param name="Epoch">Which, from 1.</param>
/// <param name="TrainingLoss">The mean loss while training, in nats: of weights that changed meanwhile, on pictures that were varied.</param>
/// <param name="TrainingAccuracy">The share of those pictures that were classified right.</param>
/// <param name="ValidationLoss">The loss on pictures that are not learned from; null where there are none.</param>
/// <param name="ValidationAccuracy">The share of those that are classified right.</param>
/// <param name="Rate">The learning rate of the epoch's last step.</param>
/// <param name="Elapsed">Time since the training began, over all its sessions.</param>
public sealed record EpochResult(
    int Epoch, double TrainingLoss, double TrainingAccuracy, double? ValidationLoss, double? ValidationAccuracy, float Rate, TimeSpan Elapsed);
