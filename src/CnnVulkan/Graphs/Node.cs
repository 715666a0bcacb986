using System.Collections.Immutable;

namespace CnnVulkan.Graphs;

/// <summary>One operator applied to named values. Every value is written by exactly one node; once layouts are assigned, by one for each layout it is needed in.</summary>
/// <param name="Name">The node's name in the file, or one made from its operator and position.</param>
/// <param name="Operator">What it computes.</param>
/// <param name="Inputs">Names of the values read; an empty name is an optional input left out.</param>
/// <param name="Outputs">Names of the values written; an empty name is an optional output nobody asks for.</param>
public sealed record Node(string Name, Operator Operator, ImmutableArray<string> Inputs, ImmutableArray<string> Outputs)
{
    /// <summary>How its inputs and outputs lie in memory; chosen when the graph is planned.</summary>
    internal NodeLayouts Layouts { get; init; } = NodeLayouts.Plain;

    /// <summary>Its inputs with one behind the last at an index; those between are left out.</summary>
    internal ImmutableArray<string> InputsWith(int index, string value) => [.. Inputs, .. Enumerable.Repeat("", index - Inputs.Length), value];

    /// <inheritdoc/>
    public override string ToString() => $"{Name} = {Operator.Type}({string.Join(", ", Inputs)}) -> {string.Join(", ", Outputs)}";
}
