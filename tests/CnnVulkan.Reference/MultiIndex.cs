namespace CnnVulkan.Reference;

/// <summary>Walks tensors index by index: slow, and easy to follow.</summary>
public static class MultiIndex
{
    /// <summary>Every index of a shape in row-major order. The array is the caller's.</summary>
    public static IEnumerable<int[]> All(TensorShape shape)
    {
        for (int flat = 0; flat < shape.Count; flat++)
        {
            var index = new int[shape.Rank];
            int rest = flat;
            for (int axis = shape.Rank - 1; axis >= 0; axis--)
            {
                index[axis] = rest % shape[axis];
                rest /= shape[axis];
            }
            yield return index;
        }
    }

    /// <summary>Where the element of an index lies.</summary>
    public static int Flat(TensorShape shape, int[] index)
    {
        int flat = 0;
        for (int axis = 0; axis < shape.Rank; axis++)
            flat = flat * shape[axis] + index[axis];
        return flat;
    }

    /// <summary>Where the element of an operand lies that is broadcast to an index of a larger shape.</summary>
    public static int Broadcast(TensorShape operand, int[] index)
    {
        int missing = index.Length - operand.Rank;
        var own = new int[operand.Rank];
        for (int axis = 0; axis < operand.Rank; axis++)
            own[axis] = operand[axis] == 1 ? 0 : index[axis + missing];
        return Flat(operand, own);
    }

    /// <summary>An index with the marked axes set to 0.</summary>
    public static int[] Drop(int[] index, bool[] axes) => index.Select((at, axis) => axes[axis] ? 0 : at).ToArray();
}
