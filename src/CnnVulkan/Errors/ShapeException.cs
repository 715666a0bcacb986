namespace CnnVulkan;

/// <summary>Extents, axes or values that do not fit together: names the node, the rule and the numbers.</summary>
public sealed class ShapeException : CnnVulkanException
{
    /// <summary>Creates the error.</summary>
    public ShapeException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>The input whose elements must be known before shapes can be; null for every other error.</summary>
    internal string? RequiredInput { get; init; }
}
