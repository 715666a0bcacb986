using System.Collections.Immutable;
using CnnVulkan.Graphs;

namespace CnnVulkan.Training;

/// <summary>How weights follow their gradients.</summary>
public abstract record Optimizer
{
    private protected Optimizer()
    {
    }

    /// <summary>What it remembers, by name: as many numbers each as there are weights. All begin as zero.</summary>
    internal abstract ImmutableArray<string> States { get; }

    /// <summary>Whether the number of the step counts.</summary>
    internal virtual bool CountsSteps => false;

    /// <summary>
    /// The operator that updates. Inputs: parameters, gradient, the states, the rate, the number of the step where it counts, the scale of the
    /// gradient. Outputs: the new parameters and states.
    /// </summary>
    internal abstract Operator Update { get; }
}
