namespace CnnVulkan.Training;

/// <summary>How much of a network is taught; what lies before stays as it is.</summary>
public enum TeachDepth
{
    /// <summary>The last layer with weights: quick, and with few examples the surest.</summary>
    Head,

    /// <summary>The last block of convolutions too: for things the network sees badly, with more examples and more time.</summary>
    LastBlock,
}
