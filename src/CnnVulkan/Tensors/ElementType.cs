namespace CnnVulkan;

/// <summary>
/// What a tensor's elements are, as the engine computes them. Files know more types; the reader maps them here:
/// float16, bfloat16 and double become <see cref="Float32"/>, the 8-, 16- and 32-bit integers become <see cref="Int32"/>.
/// </summary>
public enum ElementType
{
    /// <summary>Real numbers: <c>float</c> in C#; on the GPU 32 or 16 bits, as <see cref="Precision"/> says.</summary>
    Float32,

    /// <summary>Integers of 32 bits: <c>int</c> in C#, <c>int</c> on the GPU.</summary>
    Int32,

    /// <summary>
    /// Integers of 64 bits: <c>long</c> in C#; on the GPU <c>int</c>, so values there must fit 32 bits.
    /// Indices and shapes are of this type in ONNX.
    /// </summary>
    Int64,

    /// <summary>Truth values: <c>bool</c> in C#; on the GPU an <c>int</c> of 0 or 1.</summary>
    Bool,
}
