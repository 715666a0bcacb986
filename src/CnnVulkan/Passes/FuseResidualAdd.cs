using CnnVulkan.Graphs;

namespace CnnVulkan.Passes;

/// <summary>
/// Lets a convolution add the shortcut of a residual block (He et al. 2015) before its activation, instead of a dispatch that reads
/// both and writes again.
/// </summary>
internal static class FuseResidualAdd
{
    public static TypedGraph Apply(TypedGraph graph)
    {
        Dictionary<string, int> readers = graph.CountReaders();
        var nodes = new List<Node?>();
        var writer = new Dictionary<string, int>();
        foreach (Node node in graph.Nodes)
        {
            Node current = node;
            // The later of two candidates: it then runs where the addition stood, when the other operand is there already.
            int at = Candidates(graph, node, nodes, writer, readers).DefaultIfEmpty(-1).Max();
            if (at >= 0)
            {
                current = Fuse(nodes[at]!, node);
                nodes[at] = null;
            }
            foreach (string output in current.Outputs)
                writer[output] = nodes.Count;
            nodes.Add(current);
        }
        return graph.With(nodes.Where(n => n is not null).Select(n => n!));
    }

    private static IEnumerable<int> Candidates(
        TypedGraph graph, Node add, List<Node?> nodes, Dictionary<string, int> writer, Dictionary<string, int> readers)
    {
        if (add.Operator.AsSum is not { } end || add.Inputs[0] == add.Inputs[1]
            || !graph.Values[add.Inputs[0]].Shape.Equals(graph.Values[add.Inputs[1]].Shape))
            return [];
        return add.Inputs.Where(i => readers[i] == 1 && writer.ContainsKey(i)).Select(i => writer[i])
            .Where(at => nodes[at]?.Operator.WithResidual(end) is not null && CanWait(nodes, at, add));
    }

    /// <summary>Whether what is added is the producer's output 0, and nobody before the addition reads another one: it runs where that stood.</summary>
    private static bool CanWait(List<Node?> nodes, int at, Node add)
    {
        Node producer = nodes[at]!;
        string[] others = [.. producer.Outputs.Skip(1).Where(o => o.Length > 0)];
        return add.Inputs.Contains(producer.Outputs[0]) && (others.Length == 0 || !nodes.Skip(at + 1).Any(n => n is not null && n.Inputs.Any(others.Contains)));
    }

    private static Node Fuse(Node producer, Node add)
    {
        (Operator fused, int residual) = producer.Operator.WithResidual(add.Operator.AsSum!)!.Value;
        string shortcut = add.Inputs[add.Inputs[0] == producer.Outputs[0] ? 1 : 0];
        return producer with { Operator = fused, Inputs = producer.InputsWith(residual, shortcut), Outputs = producer.Outputs.SetItem(0, add.Outputs[0]) };
    }
}
