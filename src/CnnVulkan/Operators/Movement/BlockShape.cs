using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>Checks shared by the operators that trade channels for pixels.</summary>
internal static class BlockShape
{
    /// <exception cref="ShapeException">The input is not N×C×H×W, or the block is not positive.</exception>
    public static void Check(InferenceContext context, TensorShape input, int block)
    {
        if (input.Rank != 4)
            throw context.Error($"an N×C×H×W input is expected, not {input}");
        if (block < 1)
            throw context.Error($"blocksize must be positive, not {block}");
    }
}
