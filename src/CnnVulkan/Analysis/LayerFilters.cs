using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;

namespace CnnVulkan;

/// <summary>The learned filters of a convolution layer, to look at or to count with.</summary>
/// <param name="Layer">The layer's name: the node's.</param>
/// <param name="Weights">Filters × channels each of them reads × kernel extents (one to three), as the file has them.</param>
/// <param name="Groups">Into how many groups the layer's channels fall; filter f reads the channels of group f·groups/filters.</param>
public sealed record LayerFilters(string Layer, Tensor<float> Weights, int Groups)
{
    /// <summary>How many filters there are: one per output channel.</summary>
    public int Count => Weights.Shape[0];

    /// <summary>How many channels each filter reads.</summary>
    public int Channels => Weights.Shape[1];

    /// <summary>The names of a network's convolution layers, in the order they run.</summary>
    public static ImmutableArray<string> Layers(Model model) => [.. model.Graph.Nodes.Where(n => n.Operator is Conv).Select(n => n.Name)];

    /// <summary>The filters of a layer.</summary>
    /// <param name="model">The network.</param>
    /// <param name="layer">The name of a convolution, or of the value it writes; null for the first convolution.</param>
    /// <exception cref="ShapeException">There is no such layer, it is no convolution, or its weights are computed from data.</exception>
    public static LayerFilters Of(Model model, string? layer = null)
    {
        Graph graph = model.Graph;
        Node node = Find(model, layer);
        if (node.Operator is not Conv convolution)
            throw new ShapeException($"{model.Name}: '{node.Name}' ({node.Operator.Type}) has no filters; only convolutions have. {Known(model)}");
        string name = node.Inputs[1];
        Tensor? value = graph.Constants.TryGetValue(name, out Tensor? stored) ? stored : Fold(graph, name);
        return value is Tensor<float> weights
            ? new LayerFilters(node.Name, weights, convolution.Group)
            : throw new ShapeException($"{model.Name}: the weights '{name}' of '{node.Name}' are not in the file but computed from data, so there are no learned filters to show.");
    }

    private static Node Find(Model model, string? layer)
    {
        if (layer is null)
            return model.Graph.Nodes.FirstOrDefault(n => n.Operator is Conv) ?? throw new ShapeException($"{model.Name} has no convolution.");
        return model.Graph.Nodes.FirstOrDefault(n => n.Name == layer || n.Outputs.Contains(layer))
            ?? throw new ShapeException($"{model.Name} has no layer '{layer}'. {Known(model)}");
    }

    private static string Known(Model model)
    {
        const int Most = 8;
        ImmutableArray<string> layers = Layers(model);
        return layers.Length == 0
            ? "The network has no convolution."
            : $"Convolutions: {string.Join(", ", layers.Take(Most))}{(layers.Length > Most ? $" and {layers.Length - Most} more" : "")}.";
    }

    /// <summary>Weights that the file computes from other constants, as converters leave them; null where data takes part.</summary>
    private static Tensor? Fold(Graph graph, string value)
    {
        var needed = new HashSet<string> { value };
        var nodes = new List<Node>();
        foreach (Node node in graph.Nodes.Reverse().Where(n => n.Outputs.Any(needed.Contains)))
        {
            nodes.Insert(0, node);
            needed.UnionWith(node.Inputs);
        }
        if (graph.Inputs.Any(i => needed.Contains(i.Name)))
            return null;
        var source = new Graph(graph.Name, [], [value], nodes, graph.Constants);
        return ShapeInference.Run(source, new Dictionary<string, TensorInfo>(), []).Values[value].Value;
    }
}
