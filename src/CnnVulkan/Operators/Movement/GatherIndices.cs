using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>What the gathering operators ask of their indices.</summary>
internal static class GatherIndices
{
    /// <summary>Checks type and, where the elements are known, range: [-extent, extent).</summary>
    /// <exception cref="ShapeException">They are not integers, or one is out of range.</exception>
    public static void Check(InferenceContext context, int input, int extent, int axis)
    {
        TensorInfo indices = context.Input(input);
        if (indices.ElementType is not (ElementType.Int32 or ElementType.Int64))
            throw context.Error($"the indices must be integers, not {indices.ElementType}");
        if (indices.Value is null)
            return;
        foreach (long index in indices.Value.ToInt64Array())
        {
            if (index < -extent || index >= extent)
                throw context.Error($"index {index} is out of range for extent {extent} of axis {axis}");
        }
    }

    /// <summary>Indices counted from the front.</summary>
    public static int[] Normalize(Tensor indices, int extent) => Array.ConvertAll(indices.ToInt32Array(), i => i < 0 ? i + extent : i);
}
