using CnnVulkan.Graphs;

namespace CnnVulkan;

/// <summary>How a worker runs a network. Everything has a default.</summary>
public sealed record WorkerOptions
{
    /// <summary>How real numbers are stored on the GPU.</summary>
    public Precision Precision { get; init; } = Precision.Float32;

    /// <summary>The extent of a first dimension that the model leaves open.</summary>
    public int BatchSize { get; init; } = 1;

    /// <summary>Shapes of inputs that the model leaves open elsewhere; else they come from the first tensor that is set.</summary>
    public IReadOnlyDictionary<string, TensorShape>? InputShapes { get; init; }

    /// <summary>Intermediate values to keep, so that they can be read like outputs.</summary>
    public IReadOnlyList<string> Keep { get; init; } = [];

    /// <summary>Whether nodes are folded and fused; off, every node runs as the file has it.</summary>
    public bool Optimize { get; init; } = true;

    /// <summary>Whether each dispatch is timed: see <see cref="Worker.Profile"/>.</summary>
    public bool Profile { get; init; }

    /// <summary>An input's shape as far as these and the model say; null where it is open.</summary>
    internal TensorShape? ShapeOf(GraphInput input)
    {
        if (InputShapes is not null && InputShapes.TryGetValue(input.Name, out TensorShape? given))
            return given;
        if (input.Dimensions.IsDefault || input.Dimensions.Skip(1).Any(d => d is null))
            return null;
        return new TensorShape([.. input.Dimensions.Select(d => d ?? BatchSize)]);
    }
}
