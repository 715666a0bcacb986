namespace CnnVulkan.Graphs;

/// <summary>What kind of layer an operator is, as diagrams tell them apart.</summary>
public enum OperatorKind
{
    /// <summary>None of the others, or unknown.</summary>
    Other,

    /// <summary>Slides trained filters.</summary>
    Convolution,

    /// <summary>Makes one number of many under a window or of a whole map.</summary>
    Pooling,

    /// <summary>Multiplies matrices.</summary>
    Dense,

    /// <summary>Scales to a common range, by statistics known or measured.</summary>
    Normalization,

    /// <summary>Bends each number by a curve.</summary>
    Activation,

    /// <summary>Joins paths number by number: shortcuts by sums, gates by products.</summary>
    Merge,

    /// <summary>Joins paths side by side.</summary>
    Concatenation,

    /// <summary>Turns scores into probabilities.</summary>
    Scores,

    /// <summary>Acts in training only.</summary>
    Regularization,

    /// <summary>Hands on the same elements, under another shape or not.</summary>
    View,

    /// <summary>Moves elements, or makes pictures of another size of them.</summary>
    Movement,

    /// <summary>Computes each number by itself, or with those at its place in other inputs.</summary>
    Elementwise,

    /// <summary>Makes one number of many along axes, or orders them.</summary>
    Reduction,

    /// <summary>Depends on no picture: constants and shapes.</summary>
    Constant,
}
