using System.Collections.Immutable;

namespace CnnVulkan;

/// <summary>There is no network of that name; the nearest ones are listed.</summary>
public sealed class UnknownNetworkException : CnnVulkanException
{
    /// <summary>Creates the error.</summary>
    /// <param name="name">What was asked for.</param>
    /// <param name="nearest">Names that there are, the nearest first.</param>
    public UnknownNetworkException(string name, IEnumerable<string> nearest)
        : this(name, nearest.ToImmutableArray())
    {
    }

    private UnknownNetworkException(string name, ImmutableArray<string> nearest)
        : base($"There is no network '{name}'. The nearest: {string.Join(", ", nearest)}. All: NetworkCatalog.All, or: cnnvulkan networks.")
        => Nearest = nearest;

    /// <summary>Names that there are, the nearest first.</summary>
    public ImmutableArray<string> Nearest { get; }
}
