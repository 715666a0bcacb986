namespace CnnVulkan.Training;

/// <summary>What one step of training gave.</summary>
/// <param name="Step">The step's number, from 1.</param>
/// <param name="Loss">The mean loss of the samples: cross-entropy, in nats.</param>
/// <param name="Hits">How many of the samples were classified right, before the step.</param>
/// <param name="Samples">How many samples there were.</param>
/// <param name="GradientNorm">The length of the gradient over all weights, before it was limited.</param>
public readonly record struct StepResult(long Step, double Loss, int Hits, int Samples, double GradientNorm)
{
    /// <summary>Whether loss and gradient are numbers. Where they are not, the weights were left as they were before the step.</summary>
    public bool IsFinite => double.IsFinite(Loss) && double.IsFinite(GradientNorm);
}
