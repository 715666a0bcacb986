namespace CnnVulkan.Operators;

/// <summary>What a group of elements is normalised with: (x - shift) · factor. The numbers are those of <c>moments.comp</c>.</summary>
internal enum MomentFunction
{
    /// <summary>The mean, and 1/√(variance + epsilon).</summary>
    Standardize = 0,

    /// <summary>The mean, and 1/(√variance + epsilon).</summary>
    StandardizeOutside = 1,

    /// <summary>The mean, and the variance itself.</summary>
    MeanAndVariance = 2,

    /// <summary>0, and 1/Σ|x|.</summary>
    L1 = 3,

    /// <summary>0, and 1/√Σx².</summary>
    L2 = 4,
}
