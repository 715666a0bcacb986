using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;

namespace CnnVulkan.Passes;

/// <summary>Types a graph for given inputs and rewrites it into the fewest operators.</summary>
internal static class Optimizer
{
    /// <summary>The rewrites in order: each makes room for the next.</summary>
    private static readonly ImmutableArray<Func<TypedGraph, TypedGraph>> Passes =
    [
        RemoveIdentity.Apply,
        FoldBatchNorm.Apply,
        FoldScaleAndBias.Apply,
        FuseResidualAdd.Apply,
        FuseActivation.Apply,
        RemoveDeadNodes.Apply,
    ];

    /// <param name="graph">The graph as loaded.</param>
    /// <param name="inputs">Shape of every input, with the elements where they are at hand.</param>
    /// <param name="keep">Intermediates that must survive.</param>
    /// <param name="optimize">Whether to rewrite; without, nodes stay as the file has them.</param>
    /// <param name="profile">The device it will run on, for the layout that suits it; null for the plain one.</param>
    /// <exception cref="ShapeException">The inputs do not fit the graph.</exception>
    public static TypedGraph Run(Graph graph, IReadOnlyDictionary<string, TensorInfo> inputs, IReadOnlyCollection<string> keep, bool optimize = true, DeviceProfile? profile = null)
    {
        TypedGraph typed = InferPromoting(graph, inputs, keep);
        if (!optimize)
            return RemoveDeadNodes.Apply(typed);
        TypedGraph rewritten = Passes.Aggregate(typed, (g, pass) => pass(g));
        return profile is not null && PackedLayout.Suits(profile.Limits) ? ChannelPacking.Apply(rewritten) : rewritten;
    }

    /// <summary>
    /// Infers shapes; where one depends on the elements of a graph input, treats that input as a constant and starts again. Inputs
    /// come in with their elements only where the caller has them, and all but the needed ones are planned as data.
    /// </summary>
    private static TypedGraph InferPromoting(Graph graph, IReadOnlyDictionary<string, TensorInfo> inputs, IReadOnlyCollection<string> keep)
    {
        var promoted = new HashSet<string>();
        while (true)
        {
            try
            {
                var current = inputs.ToDictionary(i => i.Key, i => promoted.Contains(i.Key) ? i.Value : i.Value with { Value = null });
                return ShapeInference.Run(graph, current, keep);
            }
            catch (ValueRequiredException needed)
            {
                string[] sources = InputsBehind(graph, needed.ValueName).Where(promoted.Add).ToArray();
                if (sources.Length == 0)
                    throw new ShapeException($"A shape depends on the elements of '{needed.ValueName}', which are computed from data. Such networks cannot be planned ahead.");
                string[] unknown = sources.Where(s => inputs[s].Value is null).ToArray();
                if (unknown.Length > 0)
                    throw new ShapeException($"A shape depends on the elements of input '{unknown[0]}'. Set that input before the plan is made.") { RequiredInput = unknown[0] };
            }
        }
    }

    private static HashSet<string> InputsBehind(Graph graph, string value)
    {
        var behind = new HashSet<string> { value };
        foreach (Node node in graph.Nodes.Reverse())
        {
            if (node.Outputs.Any(behind.Contains))
                behind.UnionWith(node.Inputs);
        }
        behind.IntersectWith(graph.Inputs.Select(i => i.Name));
        return behind;
    }
}
