namespace CnnVulkan.Operators;

/// <summary>Which of two neighbours is the nearest.</summary>
internal enum NearestMode
{
    /// <summary>The nearer; the lower of two equally near.</summary>
    RoundPreferFloor,

    /// <summary>The nearer; the higher of two equally near.</summary>
    RoundPreferCeil,

    /// <summary>The lower.</summary>
    Floor,

    /// <summary>The higher.</summary>
    Ceil,

    /// <summary>The lower, but the higher where the axis shrinks: what runtimes do up to opset 10, where ONNX does not say.</summary>
    FloorOrCeilToShrink,
}
