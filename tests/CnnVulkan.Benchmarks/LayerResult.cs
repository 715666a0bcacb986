using CnnVulkan.Dispatching;
using CnnVulkan.Graphs;
using CnnVulkan.Plans;
using CnnVulkan.Tensors;
using CnnVulkan.Tuning;

namespace CnnVulkan.Benchmarks;

/// <summary>What was measured of one layer.</summary>
/// <param name="Case">The layer.</param>
/// <param name="Algorithm">The shaders it ran as.</param>
/// <param name="MinMs">Its fastest run, in milliseconds.</param>
/// <param name="MedianMs">Its median run.</param>
/// <param name="Bytes">The bytes it cannot do without: inputs, weights and outputs, once each.</param>
internal sealed record LayerResult(LayerCase Case, string Algorithm, double MinMs, double MedianMs, long Bytes)
{
    public double Gflops => 2e-6 * Case.MultiplyAdds / MedianMs;

    public double GigabytesPerSecond => 1e-6 * Bytes / MedianMs;

    /// <summary>The part of the device's best that it reaches, on the side of the roof that is the lower one.</summary>
    public double ShareOf(DeviceSpeed speed) => speed.LeastTime(Case.MultiplyAdds, Bytes) / MedianMs;

    /// <summary>Times layers of one network.</summary>
    public static IEnumerable<LayerResult> Measure(
        string network, IReadOnlyList<LayerCase> cases, VisionDevice device, Precision precision, KernelChoices? choices, int runs, double patience)
    {
        TypedGraph graph = LayerCase.Typed(network, WeightInitialization.He, device.Profile);
        Dictionary<string, Node> nodes = graph.Nodes.ToDictionary(n => n.Name);
        foreach (LayerCase layer in cases)
        {
            Node node = nodes[layer.Node];
            using var probe = new LayerProbe(graph, node, device, precision, choices);
            // A reshape names memory and runs nothing.
            if (probe.Plan.Dispatches.IsEmpty)
                continue;
            double[] times = probe.Measure(runs, patience);
            string shaders = string.Join(" + ", probe.Plan.Dispatches.Select(d => d.Kernel.Shader).Distinct());
            yield return new LayerResult(layer, shaders, times[0], times[times.Length / 2], LeastBytes(graph, node, precision));
        }
    }

    private static long LeastBytes(TypedGraph graph, Node node, Precision precision) => node.Inputs.Concat(node.Outputs).Where(v => v.Length > 0).Distinct()
        .Sum(v => (long)graph.Values[v].Shape.Count * StorageTypes.Of(graph.Values[v].ElementType, precision).Bytes());
}
