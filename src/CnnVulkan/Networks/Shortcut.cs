namespace CnnVulkan;

/// <summary>What a residual block adds to its output (He et al. 2016, section 4.1).</summary>
internal enum Shortcut
{
    /// <summary>Nothing: a plain network.</summary>
    None,

    /// <summary>Its input; where the shape changes, every second pixel and channels of zeros. No weights.</summary>
    ZeroPadding,

    /// <summary>Its input; where the shape changes, a 1×1 convolution of it.</summary>
    Projection,

    /// <summary>A 1×1 convolution of its input, always.</summary>
    AllProjections,
}
