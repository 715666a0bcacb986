namespace CnnVulkan.Training;

/// <summary>A training's loss is no number any more. The last good state is where checkpoints are kept.</summary>
public sealed class TrainingDivergedException : CnnVulkanException
{
    /// <summary>Creates the error.</summary>
    public TrainingDivergedException(string message)
        : base(message)
    {
    }
}
