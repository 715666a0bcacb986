namespace CnnVulkan.Reference;

/// <summary>The index of the largest or smallest element along an axis.</summary>
public static class ArgReduceReference
{
    /// <summary>Indices, the axis kept with an extent of 1.</summary>
    public static Tensor<long> Run(Tensor<float> x, int axis, bool largest, bool last)
    {
        axis = axis < 0 ? axis + x.Shape.Rank : axis;
        var result = new Tensor<long>(x.Shape.With(axis, 1));
        foreach (int[] index in MultiIndex.All(result.Shape))
        {
            int at = MultiIndex.Flat(result.Shape, index);
            float best = 0;
            for (int i = 0; i < x.Shape[axis]; i++)
            {
                index[axis] = i;
                float value = x.Data[MultiIndex.Flat(x.Shape, index)];
                bool better = largest ? value > best : value < best;
                if (i == 0 || better || (last && value == best))
                {
                    best = value;
                    result.Data[at] = i;
                }
            }
        }
        return result;
    }
}
