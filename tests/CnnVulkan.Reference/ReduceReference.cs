namespace CnnVulkan.Reference;

/// <summary>Reductions along axes: gathers each group's elements, then applies a function to the list.</summary>
public static class ReduceReference
{
    /// <summary>The result for each group, reduced axes kept with an extent of 1.</summary>
    public static Tensor<float> Run(Tensor<float> x, int[] axes, Func<double[], double> f)
    {
        bool[] reduced = Marked(x.Shape, axes);
        var shape = new TensorShape(x.Shape.ToArray().Select((extent, axis) => reduced[axis] ? 1 : extent).ToArray());
        List<double>[] groups = Enumerable.Range(0, shape.Count).Select(_ => new List<double>()).ToArray();
        foreach (int[] index in MultiIndex.All(x.Shape))
            groups[MultiIndex.Flat(shape, MultiIndex.Drop(index, reduced))].Add(x.Data[MultiIndex.Flat(x.Shape, index)]);
        return new Tensor<float>(shape, groups.Select(g => (float)f(g.ToArray())).ToArray());
    }

    /// <summary>The same for integers.</summary>
    public static Tensor<int> Run(Tensor<int> x, int[] axes, Func<int[], int> f)
    {
        var reals = new Tensor<float>(x.Shape, x.Data.Select(v => (float)v).ToArray());
        Tensor<float> result = Run(reals, axes, g => f(g.Select(v => (int)v).ToArray()));
        return new Tensor<int>(result.Shape, result.Data.Select(v => (int)v).ToArray());
    }

    /// <summary>For each axis of a shape whether it is in a list of axes, which may count from the end.</summary>
    public static bool[] Marked(TensorShape shape, int[] axes)
        => Enumerable.Range(0, shape.Rank).Select(axis => axes.Contains(axis) || axes.Contains(axis - shape.Rank)).ToArray();
}
