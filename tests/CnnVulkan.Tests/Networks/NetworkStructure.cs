using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Plans;

namespace CnnVulkan.Tests.Networks;

/// <summary>
/// What a network of the catalog is made of, counted here and not by the library's own summary: trained parameters (the running mean and
/// variance of batch normalisation are measured, not trained) and multiply-adds of convolutions and dense layers.
/// </summary>
internal sealed class NetworkStructure
{
    private readonly TypedGraph _graph;

    private NetworkStructure(TypedGraph graph) => _graph = graph;

    public long Parameters => _graph.Nodes.Sum(ParametersOf);

    public long MultiplyAdds => _graph.Nodes.Sum(n => n.Operator.MultiplyAdds([.. n.Inputs.Select(i => _graph.Values[i])], [_graph.Values[n.Outputs[0]]]));

    public IEnumerable<string> Layers => _graph.Nodes.Select(n => n.Name);

    public static NetworkStructure Of(string network, NetworkOptions? options = null)
    {
        Model model = NetworkCatalog.Create(network, (options ?? new()) with { Initialization = WeightInitialization.None });
        int[] extents = [.. model.Inputs[0].Dimensions.Select(d => d ?? 1)];
        var input = new Dictionary<string, TensorInfo> { [model.Inputs[0].Name] = new(new TensorShape(extents), ElementType.Float32) };
        return new NetworkStructure(Planner.Type(model.Graph, input));
    }

    /// <summary>Channels, height and width of a layer's output, or the number of its units, as <c>96×55×55</c>.</summary>
    public string Shape(string layer) => string.Join("×", _graph.Values[layer].Shape.Dimensions.Skip(1));

    /// <summary>The elements of a layer's weights, biases apart.</summary>
    public long Weights(string layer) => _graph.Values[$"{layer}/weights"].Shape.Count;

    /// <summary>The trained parameters of all layers whose names start so.</summary>
    public long ParametersUnder(string prefix)
        => _graph.Nodes.Where(n => n.Name.StartsWith(prefix, StringComparison.Ordinal)).Sum(ParametersOf);

    /// <summary>The same without biases.</summary>
    public long WeightsUnder(string prefix)
        => _graph.Values.Where(v => v.Key.StartsWith(prefix, StringComparison.Ordinal) && v.Key.EndsWith("/weights", StringComparison.Ordinal)).Sum(v => (long)v.Value.Shape.Count);

    /// <summary>The multiply-adds of all layers whose names start so.</summary>
    public long MultiplyAddsUnder(string prefix)
        => new NetworkStructure(_graph.With(_graph.Nodes.Where(n => n.Name.StartsWith(prefix, StringComparison.Ordinal)))).MultiplyAdds;

    private long ParametersOf(Node node)
    {
        IEnumerable<string> trained = node.Operator is BatchNormalization ? node.Inputs.Skip(1).Take(2) : node.Inputs;
        return trained.Where(i => _graph.Values[i] is { Value: not null, ElementType: ElementType.Float32 }).Sum(i => (long)_graph.Values[i].Shape.Count);
    }
}
