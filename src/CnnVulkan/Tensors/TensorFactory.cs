namespace CnnVulkan;

/// <summary>Makes tensors of an element type known only at run time.</summary>
internal static class TensorFactory
{
    /// <summary>A tensor of zeros.</summary>
    public static Tensor Zeros(ElementType type, TensorShape shape) => type switch
    {
        ElementType.Float32 => new Tensor<float>(shape),
        ElementType.Int32 => new Tensor<int>(shape),
        ElementType.Int64 => new Tensor<long>(shape),
        _ => new Tensor<bool>(shape),
    };

    /// <summary>A list of 64-bit integers, as shapes are.</summary>
    public static Tensor<long> Longs(IEnumerable<int> values)
    {
        long[] data = values.Select(v => (long)v).ToArray();
        return new Tensor<long>(new TensorShape(data.Length), data);
    }

    /// <summary>A tensor whose element i is the source's element <c>from[i]</c>, or that of <paramref name="other"/> where that is negative.</summary>
    /// <param name="source">Where elements come from.</param>
    /// <param name="shape">The result's shape.</param>
    /// <param name="from">One index into the source per element of the result.</param>
    /// <param name="other">One element of the source's type; zero where null.</param>
    public static Tensor Pick(Tensor source, TensorShape shape, int[] from, Tensor? other = null) => source switch
    {
        Tensor<float> t => Pick(t, shape, from, other as Tensor<float>),
        Tensor<int> t => Pick(t, shape, from, other as Tensor<int>),
        Tensor<long> t => Pick(t, shape, from, other as Tensor<long>),
        _ => Pick((Tensor<bool>)source, shape, from, other as Tensor<bool>),
    };

    private static Tensor<T> Pick<T>(Tensor<T> source, TensorShape shape, int[] from, Tensor<T>? other)
        where T : unmanaged
    {
        T rest = other is null ? default : other.Data[0];
        return new Tensor<T>(shape, Array.ConvertAll(from, i => i < 0 ? rest : source.Data[i]));
    }
}
