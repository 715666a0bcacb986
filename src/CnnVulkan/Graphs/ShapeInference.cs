using System.Collections.Immutable;
using CnnVulkan.Operators;

namespace CnnVulkan.Graphs;

/// <summary>
/// Works out every value's shape and element type, node by node, and computes on the CPU what is known at load: weights of weights,
/// and all shape arithmetic.
/// </summary>
internal static class ShapeInference
{
    /// <summary>Elements above which a constant subgraph is left to the GPU, where operators offer both.</summary>
    internal const int MaxFoldedElements = 1 << 24;

    /// <summary>Types a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="inputs">
    /// The shape of every input; where <see cref="TensorInfo.Value"/> is given too, the input is treated as a constant.
    /// </param>
    /// <param name="keep">Intermediates to produce besides the outputs.</param>
    /// <exception cref="ShapeException">A node's inputs do not fit it, or an output shape depends on values computed from data.</exception>
    public static TypedGraph Run(Graph graph, IReadOnlyDictionary<string, TensorInfo> inputs, IEnumerable<string> keep)
    {
        var values = ImmutableDictionary.CreateBuilder<string, TensorInfo>();
        foreach ((string name, Tensor value) in graph.Constants)
            values[name] = TensorInfo.Of(value);
        foreach ((string name, TensorInfo info) in inputs)
            values[name] = info;

        var nodes = new List<Node>();
        foreach (Node node in graph.Nodes)
        {
            var context = new InferenceContext(node, values);
            TensorInfo[] outputs = Infer(node, context);
            if (context.AllValuesKnown && outputs.All(o => o.Shape.Count <= MaxFoldedElements) && node.Operator.Evaluate(context) is { } folded)
                outputs = [.. folded.Select(TensorInfo.Of)];
            else if (outputs.Any(o => o.Value is null))
                nodes.Add(node);
            for (int i = 0; i < node.Outputs.Length; i++)
            {
                if (node.Outputs[i].Length > 0)
                    values[node.Outputs[i]] = outputs[i];
            }
        }
        ImmutableArray<string> fed = [.. graph.Inputs.Select(i => i.Name).Where(i => values[i].Value is null)];
        return new TypedGraph(fed, [.. graph.Outputs.Concat(keep).Distinct()], [.. nodes], values.ToImmutable());
    }

    private static TensorInfo[] Infer(Node node, InferenceContext context)
    {
        TensorInfo[] outputs;
        try
        {
            outputs = node.Operator.Infer(context);
        }
        catch (ShapeException error) when (!error.Message.Contains($"'{node.Name}'", StringComparison.Ordinal))
        {
            throw context.Error(error.Message.TrimEnd('.'));
        }
        if (outputs.Length < node.Outputs.Length)
            throw context.Error($"it has {outputs.Length} output{(outputs.Length == 1 ? "" : "s")}, but the node lists {node.Outputs.Length}");
        return outputs;
    }
}
