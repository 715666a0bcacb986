using System.Collections.Immutable;
using CnnVulkan.Files;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;

namespace CnnVulkan.Models.Onnx;

/// <summary>A graph's nodes in the words of one version of ONNX's operator set.</summary>
/// <param name="Version">The version.</param>
/// <param name="Nodes">What the file says of each node, in the graph's order.</param>
internal sealed record OnnxOperatorSet(int Version, ImmutableArray<NodeDescription> Nodes)
{
    private const int First = ModelSaveOptions.OldestOpset, Last = ModelSaveOptions.NewestOpset;

    /// <summary>Tools of 2022 and later read it: what is most widely understood.</summary>
    private const int Preferred = 17;

    /// <summary>The IR version of the ONNX release that brought each operator set, from 7 on; 3 would want weights listed as inputs.</summary>
    private static readonly ImmutableArray<int> IrVersions = [4, 4, 4, 5, 6, 7, 7, 7, 8, 8, 8, 8, 9, 9, 10, 10, 11, 12];

    public int IrVersion => IrVersions[Version - First];

    /// <summary>Finds the operator set that has everything a graph uses.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="name">The model's name, for messages.</param>
    /// <param name="known">What is known of its values.</param>
    /// <param name="wanted">The only version to try; null to choose.</param>
    /// <exception cref="UnsupportedOperatorException">None has; lists what is missing from the one that comes closest.</exception>
    public static OnnxOperatorSet Choose(Graph graph, string name, IReadOnlyDictionary<string, TensorInfo> known, int? wanted)
    {
        if (wanted is < First or > Last)
            throw new ArgumentOutOfRangeException(nameof(wanted), $"Operator sets {First} to {Last} can be written, not {wanted}.");
        IEnumerable<int> versions = wanted is { } only ? [only]
            : Enumerable.Range(Preferred, Last - Preferred + 1).Concat(Enumerable.Range(First, Preferred - First).Reverse());
        (int Version, List<(Node Node, string Reason)> Refused)? closest = null;
        foreach (int version in versions)
        {
            var refused = new List<(Node Node, string Reason)>();
            ImmutableArray<NodeDescription> nodes = Describe(graph, version, known, refused);
            if (refused.Count == 0)
                return new OnnxOperatorSet(version, nodes);
            if (closest is null || refused.Count < closest.Value.Refused.Count)
                closest = (version, refused);
        }
        ImmutableArray<string> uses = [.. closest!.Value.Refused
            .GroupBy(r => $"{r.Node.Operator.Type} ({r.Reason})", r => ModelSource.Quote(r.Node.Name))
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => $"{g.Key}: {string.Join(", ", g)}")];
        throw UnsupportedOperatorException.Writing(name, $"ONNX operator set {closest.Value.Version}", uses);
    }

    private static ImmutableArray<NodeDescription> Describe(
        Graph graph, int version, IReadOnlyDictionary<string, TensorInfo> known, List<(Node Node, string Reason)> refused)
    {
        var nodes = ImmutableArray.CreateBuilder<NodeDescription>(graph.Nodes.Length);
        foreach (Node node in graph.Nodes)
        {
            try
            {
                if (node.Operator.Export(new ExportContext(node, version, known)) is { } description)
                    nodes.Add(description);
                else
                    refused.Add((node, "it is none of ONNX's operators"));
            }
            catch (NotSupportedException error)
            {
                refused.Add((node, error.Message));
            }
        }
        return nodes.ToImmutable();
    }
}
