namespace CnnVulkan.Reference;

/// <summary>Pools by their definitions.</summary>
public static class PoolReference
{
    /// <summary>Largest elements, and their indices in the flattened input.</summary>
    public static (Tensor<float> Values, Tensor<long> Indices) Max(Tensor<float> input, SpatialWindow window, bool columnMajor = false)
    {
        TensorShape shape = OutputShape(input, window);
        var values = new Tensor<float>(shape);
        var indices = new Tensor<long>(shape);
        foreach (int[] index in MultiIndex.All(shape))
        {
            int[] best = window.TapsAt(index[2..]).Select(t => t.At).Where(at => SpatialWindow.Inside(input.Shape, at))
                .OrderByDescending(at => At(input, index, at)).First();
            int flat = MultiIndex.Flat(shape, index);
            values.Data[flat] = At(input, index, best);
            indices.Data[flat] = IndexOf(input.Shape, index, best, columnMajor);
        }
        return (values, indices);
    }

    /// <summary>Means over the elements inside the input, or inside it and its padding.</summary>
    public static Tensor<float> Average(Tensor<float> input, SpatialWindow window, bool countPadding = false)
        => Run(input, window, (inside, padded) => inside.Sum(v => (double)v) / (countPadding ? padded : inside.Length));

    /// <summary>p-norms.</summary>
    public static Tensor<float> Lp(Tensor<float> input, SpatialWindow window, double p)
        => Run(input, window, (inside, _) => Math.Pow(inside.Sum(v => Math.Pow(Math.Abs(v), p)), 1 / p));

    /// <summary>One number per channel.</summary>
    public static Tensor<float> Global(Tensor<float> input, Func<float[], double> function)
    {
        int pixels = input.Shape.CountOf(2, input.Shape.Rank), planes = input.Shape[0] * input.Shape[1];
        var shape = new TensorShape([input.Shape[0], input.Shape[1], .. Enumerable.Repeat(1, input.Shape.Rank - 2)]);
        return new Tensor<float>(shape, Enumerable.Range(0, planes).Select(i => (float)function(input.Data[(i * pixels)..((i + 1) * pixels)])).ToArray());
    }

    private static Tensor<float> Run(Tensor<float> input, SpatialWindow window, Func<float[], int, double> function)
    {
        TensorShape shape = OutputShape(input, window);
        return new Tensor<float>(shape, MultiIndex.All(shape).Select(index =>
        {
            int[][] taps = window.TapsAt(index[2..]).Select(t => t.At).ToArray();
            float[] inside = taps.Where(at => SpatialWindow.Inside(input.Shape, at)).Select(at => At(input, index, at)).ToArray();
            return (float)function(inside, taps.Count(at => window.InPadding(input.Shape, at)));
        }).ToArray());
    }

    private static TensorShape OutputShape(Tensor<float> input, SpatialWindow window)
        => new([input.Shape[0], input.Shape[1], .. window.OutputOf(input.Shape)]);

    private static float At(Tensor<float> input, int[] index, int[] at) => input.Data[MultiIndex.Flat(input.Shape, [index[0], index[1], .. at])];

    private static long IndexOf(TensorShape shape, int[] index, int[] at, bool columnMajor)
    {
        if (!columnMajor)
            return MultiIndex.Flat(shape, [index[0], index[1], .. at]);
        // Batch and channel as always; within the plane the first axis runs fastest.
        long flat = 0;
        for (int axis = at.Length - 1; axis >= 0; axis--)
            flat = flat * shape[axis + 2] + at[axis];
        return (index[0] * shape[1] + index[1]) * (long)shape.CountOf(2, shape.Rank) + flat;
    }
}
