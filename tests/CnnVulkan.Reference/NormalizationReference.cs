namespace CnnVulkan.Reference;

/// <summary>Normalisations: each from the mean and variance, or the norm, of the elements it names.</summary>
public static class NormalizationReference
{
    /// <summary>(x - mean) · scale / √(variance + epsilon) + bias, all per channel.</summary>
    public static Tensor<float> Batch(Tensor<float> x, Tensor<float> scale, Tensor<float> bias, Tensor<float> mean, Tensor<float> variance, double epsilon)
        => Each(x, i =>
        {
            int c = i[1];
            return (At(x, i) - mean.Data[c]) * scale.Data[c] / Math.Sqrt(variance.Data[c] + epsilon) + bias.Data[c];
        });

    /// <summary>(x - mean) / √(variance + epsilon) over the given axes.</summary>
    public static Tensor<float> Standardize(Tensor<float> x, int[] axes, double epsilon)
    {
        bool[] along = ReduceReference.Marked(x.Shape, axes);
        Tensor<float> mean = Mean(x, axes);
        Tensor<float> variance = Variance(x, axes);
        return Each(x, i =>
        {
            int group = MultiIndex.Flat(mean.Shape, MultiIndex.Drop(i, along));
            return (At(x, i) - mean.Data[group]) / Math.Sqrt(variance.Data[group] + epsilon);
        });
    }

    /// <summary>The mean over the given axes.</summary>
    public static Tensor<float> Mean(Tensor<float> x, int[] axes) => ReduceReference.Run(x, axes, g => g.Average());

    /// <summary>The variance over the given axes, divided by n.</summary>
    public static Tensor<float> Variance(Tensor<float> x, int[] axes) => ReduceReference.Run(x, axes, g => g.Average(v => (v - g.Average()) * (v - g.Average())));

    /// <summary>x · scale + bias, one of each per channel.</summary>
    public static Tensor<float> ScalePerChannel(Tensor<float> x, Tensor<float> scale, Tensor<float> bias)
        => Each(x, i => At(x, i) * scale.Data[i[1]] + bias.Data[i[1]]);

    /// <summary>Each group of consecutive channels of each picture standardised.</summary>
    public static Tensor<float> Group(Tensor<float> x, int groups, double epsilon)
    {
        int perGroup = x.Shape[1] / groups;
        var shape = new TensorShape(x.Shape[0], groups, perGroup * x.Shape.CountOf(2, x.Shape.Rank));
        return (Tensor<float>)Standardize((Tensor<float>)x.Reshape(shape), [2], epsilon).Reshape(x.Shape);
    }

    /// <summary>x / (bias + alpha/size · Σ x²)^beta over a window of channels.</summary>
    public static Tensor<float> LocalResponse(Tensor<float> x, int size, double alpha, double beta, double bias)
        => Each(x, i =>
        {
            double sum = 0;
            for (int c = i[1] - (int)Math.Floor((size - 1) / 2.0); c <= i[1] + (int)Math.Ceiling((size - 1) / 2.0); c++)
            {
                if (c < 0 || c >= x.Shape[1])
                    continue;
                int[] neighbour = i.ToArray();
                neighbour[1] = c;
                sum += (double)At(x, neighbour) * At(x, neighbour);
            }
            return At(x, i) / Math.Pow(bias + alpha / size * sum, beta);
        });

    /// <summary>x divided by its norm of order 1 or 2 along an axis.</summary>
    public static Tensor<float> Lp(Tensor<float> x, int axis, int p)
    {
        bool[] along = ReduceReference.Marked(x.Shape, [axis]);
        Tensor<float> norm = ReduceReference.Run(x, [axis], g => Math.Pow(g.Sum(v => Math.Pow(Math.Abs(v), p)), 1.0 / p));
        return Each(x, i =>
        {
            float n = norm.Data[MultiIndex.Flat(norm.Shape, MultiIndex.Drop(i, along))];
            return n == 0 ? 0 : At(x, i) / n;
        });
    }

    private static float At(Tensor<float> x, int[] index) => x.Data[MultiIndex.Flat(x.Shape, index)];

    private static Tensor<float> Each(Tensor<float> x, Func<int[], double> f) => new(x.Shape, MultiIndex.All(x.Shape).Select(i => (float)f(i)).ToArray());
}
