using CnnVulkan.Graphs;

namespace CnnVulkan.Passes;

/// <summary>
/// Drops nodes whose outputs nothing reads, and blanks the outputs nobody asks for of nodes that stay: files name masks and indices that
/// nobody reads.
/// </summary>
internal static class RemoveDeadNodes
{
    public static TypedGraph Apply(TypedGraph graph)
    {
        var alive = new HashSet<string>(graph.Outputs);
        var nodes = new List<Node>();
        foreach (Node node in graph.Nodes.Reverse())
        {
            if (!node.Outputs.Any(alive.Contains))
                continue;
            nodes.Add(node with { Outputs = [.. node.Outputs.Select(o => alive.Contains(o) ? o : "")] });
            alive.UnionWith(node.Inputs);
        }
        nodes.Reverse();
        return graph.With(nodes);
    }
}
