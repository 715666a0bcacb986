namespace CnnVulkan.Demo.Vision;

/// <summary>How a session runs networks.</summary>
internal sealed record VisionOptions
{
    /// <summary>The first network: <c>filters</c>, a trained one, a name of the catalogue, an .onnx file or a model folder.</summary>
    public string Model { get; init; } = ModelSource.Filters;

    /// <summary>The trained networks there are.</summary>
    public BundledModels Bundled { get; init; } = BundledModels.Installed;

    public Precision Precision { get; init; } = Precision.Float32;

    /// <summary>How many classes are told.</summary>
    public int Top { get; init; } = 5;

    /// <summary>
    /// GPU time of a frame that the network may take; <see cref="TimeSpan.MaxValue"/> runs it whole in every frame, so that what a frame
    /// shows depends on no clock. Null: what suits the device.
    /// </summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>Whether frames wait for networks that are being made ready, so that what they show depends on no clock.</summary>
    public bool Waits { get; init; }

    /// <summary>The layer to show first, by name; null for the first convolution.</summary>
    public string? Layer { get; init; }
}
