namespace CnnVulkan.Demo.Overlay;

/// <summary>The pictures the overlay shows besides its own text.</summary>
internal enum OverlayTexture
{
    None,

    /// <summary>The source's newest picture.</summary>
    Picture,

    /// <summary>What the network is fed, where that is not the picture on show.</summary>
    Fed,

    /// <summary>The tiles of the chosen layer's activation maps.</summary>
    Maps,

    /// <summary>One activation map in all its pixels.</summary>
    Enlarged,

    /// <summary>The tiles of the first convolution's filters.</summary>
    Filters,

    /// <summary>The class activation heat map.</summary>
    Heat,
}
