using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;

namespace CnnVulkan.Models.Onnx;

/// <summary>
/// What is known of a graph's values before its open extents are: where all are declared, everything; else the constants, and which
/// extents of the outputs stay the same whatever is fed, found by trying a few sizes.
/// </summary>
internal sealed class OnnxShapes
{
    /// <summary>Sides of pictures that networks without a declared size are likely to take, in the order tried.</summary>
    private static readonly ImmutableArray<int> LikelySides = [224, 227, 299, 32, 28, 64];

    private readonly Graph _graph;

    private OnnxShapes(Graph graph)
    {
        _graph = graph;
        bool isFixed = graph.Inputs.All(i => i.FixedShape is not null);
        IReadOnlyDictionary<string, TensorInfo>? typed = isFixed ? Infer(1, 1) : null;
        Known = typed ?? graph.Constants.ToDictionary(c => c.Key, c => TensorInfo.Of(c.Value));
        Outputs = typed is not null ? [.. graph.Outputs.Select(o => Declared(o, [typed[o]]))]
            : isFixed ? [.. graph.Outputs.Select(o => Declared(o, []))]
            : Probe();
    }

    /// <summary>What is known of values whatever is fed.</summary>
    public IReadOnlyDictionary<string, TensorInfo> Known { get; }

    /// <summary>The outputs with the extents that are known; null where not even the element type is.</summary>
    public ImmutableArray<GraphInput?> Outputs { get; }

    public static OnnxShapes Of(Graph graph) => new(graph);

    private ImmutableArray<GraphInput?> Probe()
    {
        foreach (int side in LikelySides)
        {
            if (Infer(1, side) is not { } first)
                continue;
            // One change at a time: what follows from either is open.
            var tries = new[] { Infer(2, side), Infer(1, side + 32), Infer(1, 2 * side) }.OfType<IReadOnlyDictionary<string, TensorInfo>>().ToArray();
            return [.. _graph.Outputs.Select(o => Declared(o, [first[o], .. tries.Select(t => t[o])]))];
        }
        return [.. _graph.Outputs.Select(o => Declared(o, []))];
    }

    private static GraphInput? Declared(string name, TensorInfo[] seen)
    {
        if (seen.Length == 0)
            return null;
        TensorShape first = seen[0].Shape;
        ImmutableArray<int?> extents = seen.All(s => s.Shape.Rank == first.Rank)
            ? [.. Enumerable.Range(0, first.Rank).Select(i => seen.All(s => s.Shape[i] == first[i]) ? (int?)first[i] : null)]
            : default;
        return new GraphInput(name, seen[0].ElementType, extents);
    }

    /// <summary>Types the graph with open extents filled in: the first axis with the batch, a second with three channels, others with the side.</summary>
    private IReadOnlyDictionary<string, TensorInfo>? Infer(int batch, int side)
    {
        if (_graph.Inputs.Any(i => i.Dimensions.IsDefault))
            return null;
        try
        {
            Dictionary<string, TensorInfo> inputs = _graph.Inputs.ToDictionary(i => i.Name, i => new TensorInfo(
                new TensorShape([.. i.Dimensions.Select((d, axis) => d ?? (axis == 0 ? batch : axis == 1 ? 3 : side))]), i.ElementType));
            return ShapeInference.Run(_graph, inputs, []).Values;
        }
        catch (Exception error) when (error is CnnVulkanException or ValueRequiredException or OverflowException)
        {
            return null;
        }
    }
}
