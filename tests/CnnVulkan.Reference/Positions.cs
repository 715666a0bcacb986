namespace CnnVulkan.Reference;

/// <summary>Coordinates within a shape, and the element they stand for.</summary>
public static class Positions
{
    /// <summary>Every position, the last axis fastest.</summary>
    public static IEnumerable<int[]> Of(TensorShape shape)
    {
        for (int i = 0; i < shape.Count; i++)
        {
            var position = new int[shape.Rank];
            int rest = i;
            for (int a = shape.Rank - 1; a >= 0; a--)
            {
                position[a] = rest % shape[a];
                rest /= shape[a];
            }
            yield return position;
        }
    }

    /// <summary>The index of a position in row-major order.</summary>
    public static int Index(TensorShape shape, int[] position)
    {
        int index = 0;
        for (int a = 0; a < shape.Rank; a++)
            index = index * shape[a] + position[a];
        return index;
    }

    /// <summary>The element at a position.</summary>
    public static T At<T>(this Tensor<T> tensor, params int[] position)
        where T : unmanaged
        => tensor.Data[Index(tensor.Shape, position)];

    /// <summary>A tensor whose element at each position is given by a function.</summary>
    public static Tensor<T> Fill<T>(TensorShape shape, Func<int[], T> element)
        where T : unmanaged
        => new(shape, Of(shape).Select(element).ToArray());
}
