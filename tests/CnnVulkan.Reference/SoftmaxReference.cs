namespace CnnVulkan.Reference;

/// <summary>Softmax and its kin over sets of axes.</summary>
public static class SoftmaxReference
{
    /// <summary>e^x / Σ e^x.</summary>
    public static Tensor<float> Softmax(Tensor<float> x, params int[] axes) => Run(x, axes, (v, row) => Math.Exp(v - row.Max()) / row.Sum(w => Math.Exp(w - row.Max())));

    /// <summary>ln of that.</summary>
    public static Tensor<float> LogSoftmax(Tensor<float> x, params int[] axes)
        => Run(x, axes, (v, row) => v - row.Max() - Math.Log(row.Sum(w => Math.Exp(w - row.Max()))));

    private static Tensor<float> Run(Tensor<float> x, int[] axes, Func<double, double[], double> f)
    {
        bool[] along = ReduceReference.Marked(x.Shape, axes);
        var rows = new Dictionary<string, List<double>>();
        string Key(int[] index) => string.Join(',', MultiIndex.Drop(index, along));
        foreach (int[] index in MultiIndex.All(x.Shape))
        {
            if (!rows.TryGetValue(Key(index), out List<double>? row))
                rows[Key(index)] = row = [];
            row.Add(x.Data[MultiIndex.Flat(x.Shape, index)]);
        }
        Dictionary<string, double[]> fixedRows = rows.ToDictionary(r => r.Key, r => r.Value.ToArray());
        return new Tensor<float>(x.Shape, MultiIndex.All(x.Shape).Select(i => (float)f(x.Data[MultiIndex.Flat(x.Shape, i)], fixedRows[Key(i)])).ToArray());
    }
}
