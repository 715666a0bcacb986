namespace CnnVulkan;

/// <summary>How an <see cref="ImageClassifier"/> runs.</summary>
public sealed record ImageClassifierOptions
{
    /// <summary>How many classes are told, the likeliest first; fewer where the network has fewer.</summary>
    public int Top { get; init; } = 5;

    /// <summary>How real numbers are stored on the GPU.</summary>
    public Precision Precision { get; init; } = Precision.Float32;
}
