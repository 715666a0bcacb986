namespace CnnVulkan.Operators;

/// <summary>One loop of a <see cref="StridedCopy"/>.</summary>
/// <param name="Extent">How many steps.</param>
/// <param name="InputStride">Elements the input moves per step; 0 repeats, negative runs backwards.</param>
/// <param name="OutputStride">Elements the output moves per step; positive.</param>
internal readonly record struct StridedAxis(int Extent, int InputStride, int OutputStride)
{
    /// <summary>How far the input index moves in all.</summary>
    public long InputSpan => (long)(Extent - 1) * InputStride;

    /// <summary>How far the output index moves in all.</summary>
    public long OutputSpan => (long)(Extent - 1) * OutputStride;
}
