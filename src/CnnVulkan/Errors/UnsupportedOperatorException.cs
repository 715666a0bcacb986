using System.Collections.Immutable;

namespace CnnVulkan;

/// <summary>A model uses operators this library does not have: lists all of them at once, with the nodes that use them.</summary>
public sealed class UnsupportedOperatorException : CnnVulkanException
{
    /// <summary>Creates the error from one line per unsupported use: operator, node, reason.</summary>
    public UnsupportedOperatorException(string model, IEnumerable<string> uses)
        : this(model, uses.ToImmutableArray())
    {
    }

    private UnsupportedOperatorException(string model, ImmutableArray<string> uses)
        : base($"{model} uses {uses.Length} operator{(uses.Length == 1 ? "" : "s")} that CnnVulkan does not support:\n  " + string.Join("\n  ", uses)) => Uses = uses;

    /// <summary>One line per unsupported use: operator, node, reason.</summary>
    public ImmutableArray<string> Uses { get; }
}
