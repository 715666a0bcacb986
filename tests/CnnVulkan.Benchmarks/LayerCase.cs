using CnnVulkan.Graphs;
using CnnVulkan.Plans;

namespace CnnVulkan.Benchmarks;

/// <summary>A layer that is timed once, however often networks have it.</summary>
/// <param name="Network">The first network that has it.</param>
/// <param name="Node">Its node's name there.</param>
/// <param name="Description">Operator, window and shapes: what tells it from others.</param>
/// <param name="MultiplyAdds">Its multiply-adds.</param>
/// <param name="Counts">How often each network has it.</param>
internal sealed record LayerCase(string Network, string Node, string Description, long MultiplyAdds, SortedDictionary<string, int> Counts)
{
    /// <summary>The layers of some networks as they run: after all rewrites, with what was fused into them.</summary>
    public static IEnumerable<LayerCase> Distinct(IEnumerable<string> networks, DeviceProfile profile)
    {
        var found = new Dictionary<string, LayerCase>();
        foreach (string network in networks)
        {
            TypedGraph graph = Typed(network, WeightInitialization.Zero, profile);
            foreach (Node node in graph.Nodes)
            {
                string description = Describe(graph, node);
                if (!found.TryGetValue(description, out LayerCase? layer))
                    found.Add(description, layer = new LayerCase(network, node.Name, description, Cost(graph, node), []));
                layer.Counts[network] = layer.Counts.GetValueOrDefault(network) + 1;
            }
        }
        return found.Values;
    }

    /// <summary>A network by name, ready to be planned for a device and a batch of one.</summary>
    public static TypedGraph Typed(string network, WeightInitialization weights, DeviceProfile profile)
    {
        Graph graph = NetworkCatalog.Create(network, new NetworkOptions { Initialization = weights }).Graph;
        return new Planner(profile).Prepare(
            graph, graph.Inputs.ToDictionary(i => i.Name, i => new TensorInfo(new TensorShape([.. i.Dimensions.Select(d => d ?? 1)]), i.ElementType)));
    }

    private static string Describe(TypedGraph graph, Node node)
    {
        string window = node.Operator.WindowText(InputsOf(graph, node));
        string inputs = string.Join(" ", node.Inputs.Where(i => i.Length > 0).Select(i => graph.Values[i].Shape.ToString()));
        return $"{node.Operator.Type}{(window.Length > 0 ? $" {window}" : "")} {inputs} → {graph.Values[node.Outputs[0]].Shape}";
    }

    private static long Cost(TypedGraph graph, Node node) => node.Operator.MultiplyAdds(InputsOf(graph, node), [.. node.Outputs.Select(o => graph.Values[o])]);

    private static TensorInfo[] InputsOf(TypedGraph graph, Node node)
        => [.. node.Inputs.Select(i => i.Length == 0 ? new TensorInfo(TensorShape.Scalar, ElementType.Float32) : graph.Values[i])];
}
