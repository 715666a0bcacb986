namespace CnnVulkan.Reference;

/// <summary>Functions element by element, with NumPy's broadcasting.</summary>
public static class ElementwiseReference
{
    /// <summary>f of every element.</summary>
    public static Tensor<float> Map(Tensor<float> x, Func<double, double> f)
        => new(x.Shape, x.Data.Select(v => (float)f(v)).ToArray());

    /// <summary>f of every pair.</summary>
    public static Tensor<float> Zip(Tensor<float> a, Tensor<float> b, Func<double, double, double> f)
    {
        TensorShape shape = TensorShape.Broadcast(a.Shape, b.Shape);
        float[] data = MultiIndex.All(shape)
            .Select(i => (float)f(a.Data[MultiIndex.Broadcast(a.Shape, i)], b.Data[MultiIndex.Broadcast(b.Shape, i)])).ToArray();
        return new Tensor<float>(shape, data);
    }

    /// <summary>f of every pair of integers.</summary>
    public static Tensor<int> Zip(Tensor<int> a, Tensor<int> b, Func<int, int, int> f)
    {
        TensorShape shape = TensorShape.Broadcast(a.Shape, b.Shape);
        int[] data = MultiIndex.All(shape)
            .Select(i => f(a.Data[MultiIndex.Broadcast(a.Shape, i)], b.Data[MultiIndex.Broadcast(b.Shape, i)])).ToArray();
        return new Tensor<int>(shape, data);
    }

    /// <summary>Whether a relation holds of every pair.</summary>
    public static Tensor<bool> Compare(Tensor<float> a, Tensor<float> b, Func<float, float, bool> f)
    {
        TensorShape shape = TensorShape.Broadcast(a.Shape, b.Shape);
        bool[] data = MultiIndex.All(shape)
            .Select(i => f(a.Data[MultiIndex.Broadcast(a.Shape, i)], b.Data[MultiIndex.Broadcast(b.Shape, i)])).ToArray();
        return new Tensor<bool>(shape, data);
    }

    /// <summary>The error function as its Taylor series: 60 terms are exact to double precision for |x| &lt; 4; beyond it is ±1 to 1.6e-8.</summary>
    public static double Erf(double x)
    {
        if (Math.Abs(x) > 4)
            return Math.Sign(x);
        double term = x;
        double sum = x;
        for (int n = 1; n < 120; n++)
        {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        return 2 / Math.Sqrt(Math.PI) * sum;
    }
}
