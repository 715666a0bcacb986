using CnnVulkan.Graphs;

namespace CnnVulkan.Training;

/// <summary>Finds where a network can be cut in two: at a value that every way from the picture to the scores passes through.</summary>
internal static class GraphCut
{
    /// <summary>Convolutions of a block.</summary>
    private const int LeastConvolutions = 2;

    /// <summary>The last such value that has a block of convolutions between itself and the last layer.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="scores">Its scores.</param>
    /// <param name="layer">Its last layer, which does not count.</param>
    /// <exception cref="ShapeException">There is none.</exception>
    public static string BeforeLastBlock(Graph graph, string scores, Node layer)
    {
        Dictionary<string, int> lastRead = [];
        for (int i = 0; i < graph.Nodes.Length; i++)
        {
            foreach (string input in graph.Nodes[i].Inputs)
                lastRead[input] = i;
        }
        lastRead[scores] = graph.Nodes.Length;
        // What depends on the picture and is still to be read, node by node: where that is one value, the network can be cut.
        var open = new HashSet<string> { graph.Inputs[0].Name };
        var cuts = new List<(string Value, int Convolutions)> { (graph.Inputs[0].Name, 0) };
        int convolutions = 0;
        for (int i = 0; i < graph.Nodes.Length && !graph.Nodes[i].Outputs.Contains(scores); i++)
        {
            Node node = graph.Nodes[i];
            if (!node.Inputs.Any(open.Contains))
                continue;
            convolutions += node.Operator.Kind == OperatorKind.Convolution && node != layer ? 1 : 0;
            open.UnionWith(node.Outputs.Where(lastRead.ContainsKey));
            open.RemoveWhere(v => lastRead[v] <= i);
            if (open.Count == 1)
                cuts.Add((open.First(), convolutions));
        }
        string? found = cuts.Where(c => convolutions - c.Convolutions >= LeastConvolutions).Select(c => c.Value).LastOrDefault();
        return found ?? throw new ShapeException($"'{graph.Name}' has no last block: no value with {LeastConvolutions} convolutions behind it lies on every way to the scores.");
    }
}
