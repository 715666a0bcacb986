using System.Collections.Immutable;

namespace CnnVulkan.Graphs;

/// <summary>What a node computes instead while its network is trained.</summary>
/// <param name="Operator">The operator of training. Its output 0 stands for the node's.</param>
/// <param name="Inputs">Which of the node's inputs it takes, in its order.</param>
internal sealed record TrainingForm(Operator Operator, ImmutableArray<int> Inputs)
{
    /// <summary>Whether it takes one input more, the seed: two int32, of which the second is the number of the step.</summary>
    public bool IsSeeded { get; init; }

    /// <summary>
    /// Constants of the node that are running averages: at the end of a step, average = momentum · average + (1 - momentum) · output of the
    /// operator.
    /// </summary>
    public ImmutableArray<(int Input, int Output, float Momentum)> Averages { get; init; } = [];
}
