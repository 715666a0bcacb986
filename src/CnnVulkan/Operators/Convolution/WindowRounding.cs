namespace CnnVulkan.Operators;

/// <summary>What happens where the last step of a sliding window does not end at the edge of its input.</summary>
public enum WindowRounding
{
    /// <summary>The rest of the input is left out. The rule of convolutions, and of pools by default.</summary>
    Floor,

    /// <summary>One more window covers the rest, unless it would start beyond the input and its first pad. ONNX <c>ceil_mode</c>.</summary>
    Ceil,

    /// <summary>It is an error: the window must fit a whole number of times.</summary>
    Exact,
}
