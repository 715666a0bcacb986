using CnnVulkan.Graphs;

namespace CnnVulkan.Passes;

/// <summary>Drops nodes that hand their input on unchanged, so that the passes after it see who really feeds whom.</summary>
internal static class RemoveIdentity
{
    public static TypedGraph Apply(TypedGraph graph)
    {
        var outputs = new HashSet<string>(graph.Outputs);
        var renamed = new Dictionary<string, string>();
        var nodes = new List<Node>();
        foreach (Node node in graph.Nodes)
        {
            Node current = node with { Inputs = [.. node.Inputs.Select(i => renamed.GetValueOrDefault(i, i))] };
            if (IsIdentity(graph, current) && !outputs.Contains(current.Outputs[0]))
                renamed[current.Outputs[0]] = current.Inputs[0];
            else
                nodes.Add(current);
        }
        return graph.With(nodes);
    }

    /// <summary>A second output, such as the mask of a dropout, is computed where somebody reads it.</summary>
    private static bool IsIdentity(TypedGraph graph, Node node)
        => node.Operator.IsIdentity(new TypedNode(node, graph.Values)) && node.Outputs.Skip(1).All(o => o.Length == 0);
}
