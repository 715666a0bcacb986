using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Plans;

namespace CnnVulkan;

/// <summary>A layer whose activation maps a worker can keep without making the network slower: what is fused into it is part of it.</summary>
/// <param name="Value">The name of the value, for <see cref="WorkerOptions.Keep"/> and <see cref="Worker.PeekOutput"/>.</param>
/// <param name="Node">The name of the node that writes it.</param>
/// <param name="Operator">That node's operator.</param>
/// <param name="Shape">1×channels×height×width.</param>
public sealed record ActivationLayer(string Value, string Node, string Operator, TensorShape Shape)
{
    /// <summary>What a person knows it as. Nodes that a converter only numbered ("Conv_12") say less than the values they write ("fire3/expand3x3_2").</summary>
    public string Name => Node.StartsWith($"{Operator}_", StringComparison.Ordinal) ? Value : Node;

    /// <summary>How many maps there are.</summary>
    public int Maps => Shape[1];

    /// <summary>The layers of a network as a worker runs it, in the order they run.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="inputs">The shape of every input, by name; those that are fixed may be left out.</param>
    /// <exception cref="ShapeException">The shapes do not fit the network, or an open one is missing.</exception>
    public static ImmutableArray<ActivationLayer> Of(Graph graph, IReadOnlyDictionary<string, TensorShape> inputs)
    {
        var infos = graph.Inputs.ToDictionary(i => i.Name, i => new TensorInfo(ShapeOf(i, inputs), i.ElementType));
        TypedGraph typed = Planner.Simplify(graph, infos);
        return
        [
            .. from node in typed.Nodes
               from value in node.Outputs
               where value.Length > 0
               let info = typed.Values[value]
               where info is { ElementType: ElementType.Float32, Value: null, Shape.Rank: 4 } && info.Shape[0] == 1 && info.Shape.Count > 0
               select new ActivationLayer(value, node.Name, node.Operator.Type, info.Shape),
        ];
    }

    private static TensorShape ShapeOf(GraphInput input, IReadOnlyDictionary<string, TensorShape> inputs)
        => inputs.TryGetValue(input.Name, out TensorShape? shape)
            ? shape
            : input.FixedShape ?? throw new ShapeException($"Input '{input}' has no fixed shape. Give it one.");
}
