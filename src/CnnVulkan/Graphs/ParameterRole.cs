namespace CnnVulkan.Graphs;

/// <summary>What a constant is to the operator that reads it.</summary>
public enum ParameterRole
{
    /// <summary>Trained, and multiplies.</summary>
    Weight,

    /// <summary>Trained, and is added.</summary>
    Bias,

    /// <summary>Measured in training, as the means and variances of a batch normalisation are.</summary>
    Statistic,

    /// <summary>Neither: the scales of a resize, the bounds of a clip.</summary>
    Setting,
}
