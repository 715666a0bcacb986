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
        : this($"{model} uses {Count(uses)} that CnnVulkan does not support:", uses, _: default)
    {
    }

    private UnsupportedOperatorException(string lead, ImmutableArray<string> uses, ValueTuple _)
        : base($"{lead}\n  {string.Join("\n  ", uses)}") => Uses = uses;

    /// <summary>One line per unsupported use: operator, node, reason.</summary>
    public ImmutableArray<string> Uses { get; }

    /// <summary>The error of a model that cannot be written in a file format.</summary>
    internal static UnsupportedOperatorException Writing(string model, string format, ImmutableArray<string> uses)
        => new($"{model} uses {Count(uses)} that cannot be written as {format}:", uses, _: default);

    private static string Count(ImmutableArray<string> uses) => $"{uses.Length} operator{(uses.Length == 1 ? "" : "s")}";
}
