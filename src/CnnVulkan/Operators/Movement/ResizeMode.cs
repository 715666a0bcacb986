namespace CnnVulkan.Operators;

/// <summary>How a resized element is made from its neighbours.</summary>
internal enum ResizeMode
{
    /// <summary>The nearest one.</summary>
    Nearest,

    /// <summary>The two around it on each axis.</summary>
    Linear,

    /// <summary>The four around it on each axis (Keys, 1981).</summary>
    Cubic,
}
