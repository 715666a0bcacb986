using CnnVulkan.Graphs;

namespace CnnVulkan.Passes;

/// <summary>
/// Lets the kernel that computes a gradient end with the gradient of the ReLU behind which it lies, instead of a dispatch that reads both and writes
/// again. It then runs where that stood, when the gate is there already.
/// </summary>
internal static class FuseGate
{
    public static TypedGraph Apply(TypedGraph graph)
    {
        Dictionary<string, int> readers = graph.CountReaders();
        var nodes = new List<Node?>();
        var writer = new Dictionary<string, int>();
        foreach (Node node in graph.Nodes)
        {
            Node current = node;
            if (node.Operator.IsGate && readers[node.Inputs[0]] == 1 && writer.TryGetValue(node.Inputs[0], out int at)
                && nodes[at] is { Outputs.Length: 1 } producer && producer.Operator.WithGate() is { } gated)
            {
                current = producer with { Operator = gated.Operator, Inputs = producer.InputsWith(gated.GateInput, node.Inputs[1]), Outputs = node.Outputs };
                nodes[at] = null;
            }
            foreach (string output in current.Outputs)
                writer[output] = nodes.Count;
            nodes.Add(current);
        }
        return graph.With(nodes.Where(n => n is not null).Select(n => n!));
    }
}
