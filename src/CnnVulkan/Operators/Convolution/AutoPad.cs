namespace CnnVulkan.Operators;

/// <summary>Who decides how far a sliding window reaches over the edges of its input. ONNX <c>auto_pad</c>.</summary>
public enum AutoPad
{
    /// <summary>The pads as given.</summary>
    NotSet,

    /// <summary>No padding: every window lies within the input.</summary>
    Valid,

    /// <summary>An output of input / stride, rounded up; an odd pad goes to the end.</summary>
    SameUpper,

    /// <summary>An output of input / stride, rounded up; an odd pad goes to the beginning.</summary>
    SameLower,
}
