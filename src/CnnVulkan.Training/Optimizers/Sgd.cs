using System.Collections.Immutable;
using CnnVulkan.Graphs;

namespace CnnVulkan.Training;

/// <summary>
/// Stochastic gradient descent with momentum and L2 weight decay: v = momentum·v + (g + decay·w), w = w - rate·v (Krizhevsky et al. 2012,
/// section 5, with 0.9 and 5e-4).
/// </summary>
/// <param name="Momentum">How much of the last step is kept.</param>
/// <param name="WeightDecay">What pulls every weight towards zero.</param>
/// <param name="Nesterov">Whether the gradient is looked ahead: w = w - rate·(g + momentum·v) (Sutskever et al. 2013).</param>
public sealed record Sgd(float Momentum = 0.9f, float WeightDecay = 5e-4f, bool Nesterov = false) : Optimizer
{
    internal override ImmutableArray<string> States => ["momentum"];

    internal override Operator Update => new SgdUpdate(Momentum, WeightDecay, Nesterov);
}
