using System.Collections.Immutable;
using CnnVulkan.Graphs;

namespace CnnVulkan.Checking;

/// <summary>One operator on small inputs, and what must come out.</summary>
internal sealed record CheckCase
{
    /// <summary>What is computed: an algorithm list's operation, or a family of kernels.</summary>
    public required string Operation { get; init; }

    /// <summary>The algorithm that is checked; null where the kernels themselves are.</summary>
    public string? Algorithm { get; init; }

    /// <summary>The one shader that is checked, where it only prepares what an algorithm computes; null for all of them.</summary>
    public string? Preparation { get; init; }

    /// <summary>How elements are stored and lie: what a fault of the algorithm says.</summary>
    public required string Variant { get; init; }

    /// <summary>The node, laid out; its values are named for it alone, but for inputs, which cases share.</summary>
    public required Node Node { get; init; }

    /// <summary>The way it is computed; null for the operator's rule, or where there is only one.</summary>
    public Way? Way { get; init; }

    /// <summary>Shape, element type and layout of what it reads and writes, with the elements of weights.</summary>
    public required ImmutableDictionary<string, TensorInfo> Values { get; init; }

    /// <summary>What is fed, by name; plain.</summary>
    public required ImmutableDictionary<string, Tensor> Inputs { get; init; }

    /// <summary>What must come out, by name; plain.</summary>
    public required ImmutableDictionary<string, Tensor> Expected { get; init; }

    /// <summary>As a graph of its own.</summary>
    public TypedGraph Graph => GraphOf([this]);

    /// <summary>Cases beside each other in one graph.</summary>
    public static TypedGraph GraphOf(IReadOnlyCollection<CheckCase> cases)
    {
        ImmutableDictionary<string, TensorInfo>.Builder values = ImmutableDictionary.CreateBuilder<string, TensorInfo>();
        foreach ((string name, TensorInfo info) in cases.SelectMany(c => c.Values))
            values[name] = info;
        return new TypedGraph([.. cases.SelectMany(c => c.Inputs.Keys).Distinct()], [.. cases.SelectMany(c => c.Expected.Keys)], [.. cases.Select(c => c.Node)], values.ToImmutable());
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Operation} {Algorithm ?? Preparation ?? Node.Operator.Type} {Variant}{(Way is null ? "" : $" ({Way})")}";
}
