namespace CnnVulkan;

/// <summary>How a network of the catalog is made. What is left out is as in the paper.</summary>
public sealed record NetworkOptions
{
    /// <summary>As in the paper, He-initialised from seed 1.</summary>
    public static NetworkOptions Default { get; } = new();

    /// <summary>How many classes it tells apart.</summary>
    public int? Classes { get; init; }

    /// <summary>Channels of the input picture.</summary>
    public int? InputChannels { get; init; }

    /// <summary>Height of the input picture in pixels.</summary>
    public int? InputHeight { get; init; }

    /// <summary>Width of the input picture in pixels.</summary>
    public int? InputWidth { get; init; }

    /// <summary>
    /// Multiplies the channels of every hidden layer (Howard et al. 2017 call it α): 0.5 makes a network with about a quarter of the
    /// weights. The classes stay.
    /// </summary>
    public double WidthMultiplier { get; init; } = 1;

    /// <summary>What the weights are set to.</summary>
    public WeightInitialization Initialization { get; init; } = WeightInitialization.He;

    /// <summary>What random weights are drawn from: the same seed gives the same weights on every machine.</summary>
    public int Seed { get; init; } = 1;
}
