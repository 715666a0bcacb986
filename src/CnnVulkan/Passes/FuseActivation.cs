using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Passes;

/// <summary>
/// Moves an activation into the kernel that computes its input: one dispatch and one trip through memory less. Only output 0 is what an activation
/// applies to; others, such as the statistics of a batch normalisation, stay as they are.
/// </summary>
internal static class FuseActivation
{
    public static TypedGraph Apply(TypedGraph graph)
    {
        Dictionary<string, int> readers = graph.CountReaders();
        var nodes = new List<Node>();
        var writer = new Dictionary<string, int>();
        foreach (Node node in graph.Nodes)
        {
            if (node.Operator.AsActivation(new TypedNode(node, graph.Values)) is { } activation
                && readers[node.Inputs[0]] == 1
                && writer.TryGetValue(node.Inputs[0], out int at)
                && nodes[at].Outputs[0] == node.Inputs[0]
                && nodes[at].Operator is IActivatable { Activation.Function: ActivationFunction.None } producer)
            {
                nodes[at] = nodes[at] with { Operator = producer.WithActivation(activation), Outputs = nodes[at].Outputs.SetItem(0, node.Outputs[0]) };
                writer[node.Outputs[0]] = at;
                continue;
            }
            foreach (string output in node.Outputs)
                writer[output] = nodes.Count;
            nodes.Add(node);
        }
        return graph.With(nodes);
    }
}
