using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;

namespace CnnVulkan.Passes;

/// <summary>Moves an activation into the kernel that computes its input: one dispatch and one trip through memory less.</summary>
internal static class FuseActivation
{
    public static TypedGraph Apply(TypedGraph graph)
    {
        Dictionary<string, int> readers = graph.CountReaders();
        var nodes = new List<Node>();
        var writer = new Dictionary<string, int>();
        foreach (Node node in graph.Nodes)
        {
            if (Function(graph, node) is { } activation
                && readers[node.Inputs[0]] == 1
                && writer.TryGetValue(node.Inputs[0], out int at)
                && nodes[at].Outputs.Skip(1).All(o => o.Length == 0)
                && nodes[at].Operator is IActivatable { Activation.Function: ActivationFunction.None } producer)
            {
                nodes[at] = nodes[at] with { Operator = producer.WithActivation(activation), Outputs = node.Outputs };
                writer[node.Outputs[0]] = at;
                continue;
            }
            foreach (string output in node.Outputs)
                writer[output] = nodes.Count;
            nodes.Add(node);
        }
        return graph.With(nodes);
    }

    /// <summary>The function a node applies to reals: kernels end with none where they compute integers.</summary>
    private static Activation? Function(TypedGraph graph, Node node)
    {
        TensorInfo? Input(int i) => i < node.Inputs.Length && node.Inputs[i].Length > 0 ? graph.Values[node.Inputs[i]] : null;
        return node.Operator switch
        {
            Activate activate when Input(0)!.ElementType == ElementType.Float32 => activate.Activation,
            Clip => Clip.ToActivation(Input(0)!, Input(1), Input(2)),
            _ => null,
        };
    }
}
