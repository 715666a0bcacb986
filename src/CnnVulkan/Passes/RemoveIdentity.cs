using CnnVulkan.Graphs;
using CnnVulkan.Operators;

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

    private static bool IsIdentity(TypedGraph graph, Node node)
    {
        Tensor? Value(int i) => i < node.Inputs.Length && node.Inputs[i].Length > 0 ? graph.Values[node.Inputs[i]].Value : null;
        return node.Operator is Identity || (node.Operator is Dropout && !Dropout.Drops(Value) && node.Outputs.Skip(1).All(o => o.Length == 0));
    }
}
