using System.Collections.Immutable;
using CnnVulkan.Graphs;

namespace CnnVulkan.Training;

/// <summary>
/// Adam (Kingma and Ba 2015): each weight's step is its gradient's running mean over the root of its running square.
/// </summary>
/// <param name="Beta1">How much of the mean is kept.</param>
/// <param name="Beta2">How much of the square is kept.</param>
/// <param name="Epsilon">Added to the root.</param>
/// <param name="WeightDecay">What pulls every weight towards zero.</param>
/// <param name="Decoupled">Whether decay acts on the weights alone (AdamW, Loshchilov and Hutter 2019), not through the gradient.</param>
public sealed record Adam(float Beta1 = 0.9f, float Beta2 = 0.999f, float Epsilon = 1e-8f, float WeightDecay = 0, bool Decoupled = true) : Optimizer
{
    internal override ImmutableArray<string> States => ["mean", "square"];

    internal override bool CountsSteps => true;

    internal override Operator Update => new AdamUpdate(Beta1, Beta2, Epsilon, WeightDecay, Decoupled);
}
