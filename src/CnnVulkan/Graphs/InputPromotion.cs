namespace CnnVulkan.Graphs;

/// <summary>Types graphs some of whose shapes depend on the elements of inputs, as ONNX allows: those inputs become constants.</summary>
internal static class InputPromotion
{
    /// <summary>
    /// Infers shapes; where one depends on the elements of a graph input, treats that input as a constant and starts again. Inputs
    /// come in with their elements only where the caller has them, and all but the needed ones are planned as data.
    /// </summary>
    /// <param name="graph">The graph as loaded.</param>
    /// <param name="inputs">Shape of every input, with the elements where they are at hand.</param>
    /// <param name="keep">Intermediates to produce besides the outputs.</param>
    /// <exception cref="ShapeException">The inputs do not fit the graph, or the elements of one are needed and not at hand.</exception>
    public static TypedGraph Type(Graph graph, IReadOnlyDictionary<string, TensorInfo> inputs, IReadOnlyCollection<string> keep)
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
