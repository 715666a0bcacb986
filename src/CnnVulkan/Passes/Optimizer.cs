using System.Collections.Immutable;
using CnnVulkan.Graphs;

namespace CnnVulkan.Passes;

/// <summary>Rewrites a typed graph into the fewest operators that compute the same.</summary>
internal static class Optimizer
{
    /// <summary>The rewrites in order: each makes room for the next.</summary>
    private static readonly ImmutableArray<Func<TypedGraph, TypedGraph>> Passes =
    [
        RemoveIdentity.Apply,
        FoldAffine.Apply,
        FuseResidualAdd.Apply,
        FuseActivation.Apply,
        FuseGate.Apply,
    ];

    /// <summary>What is faster on any device.</summary>
    public static TypedGraph Simplify(TypedGraph graph) => Passes.Aggregate(graph, (g, pass) => pass(g));
}
