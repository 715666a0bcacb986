namespace CnnVulkan.Reference;

/// <summary>The k largest or smallest along an axis: a stable sort of every row.</summary>
public static class TopKReference
{
    /// <summary>Values and indices.</summary>
    public static (Tensor<float> Values, Tensor<long> Indices) Run(Tensor<float> x, int axis, int k, bool largest)
    {
        axis = axis < 0 ? axis + x.Shape.Rank : axis;
        var values = new Tensor<float>(x.Shape.With(axis, k));
        var indices = new Tensor<long>(values.Shape);
        foreach (int[] index in MultiIndex.All(x.Shape.With(axis, 1)))
        {
            float At(int i)
            {
                index[axis] = i;
                return x.Data[MultiIndex.Flat(x.Shape, index)];
            }

            int[] order = Enumerable.Range(0, x.Shape[axis]).OrderBy(i => largest ? -At(i) : At(i)).ToArray();
            for (int place = 0; place < k; place++)
            {
                float value = At(order[place]);
                index[axis] = place;
                values.Data[MultiIndex.Flat(values.Shape, index)] = value;
                indices.Data[MultiIndex.Flat(values.Shape, index)] = order[place];
            }
        }
        return (values, indices);
    }
}
