namespace CnnVulkan;

/// <summary>How an <see cref="OcclusionMap"/> is made. Everything has a default.</summary>
public sealed record OcclusionOptions
{
    /// <summary>The edge of the square that covers, in pixels of what the network sees; null for four steps.</summary>
    public int? Square { get; init; }

    /// <summary>How far the square moves between two runs, in pixels; null for a fourteenth of the longer edge: 196 runs for 224×224.</summary>
    public int? Step { get; init; }

    /// <summary>The class whose score is watched; null for the likeliest on the picture.</summary>
    public int? Class { get; init; }

    /// <summary>Pictures per run, where the network and the device take several: each run ends in a wait, so fewer runs are faster.</summary>
    public int BatchSize { get; init; } = 8;

    /// <summary>How real numbers are stored on the GPU.</summary>
    public Precision Precision { get; init; } = Precision.Float32;
}
