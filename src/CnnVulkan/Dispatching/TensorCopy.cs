namespace CnnVulkan.Dispatching;

/// <summary>Copies and compares tensors in CPU memory.</summary>
internal static class TensorCopy
{
    public static Tensor Of(Tensor tensor) => tensor switch
    {
        Tensor<float> t => new Tensor<float>(t.Shape, t.Data.ToArray()),
        Tensor<int> t => new Tensor<int>(t.Shape, t.Data.ToArray()),
        Tensor<long> t => new Tensor<long>(t.Shape, t.Data.ToArray()),
        Tensor<bool> t => new Tensor<bool>(t.Shape, t.Data.ToArray()),
        _ => throw new ArgumentException($"Tensors of {tensor.ElementType} cannot be copied."),
    };

    public static bool Equal(Tensor a, Tensor b) => a.Shape.Equals(b.Shape) && (a, b) switch
    {
        (Tensor<float> x, Tensor<float> y) => x.Data.AsSpan().SequenceEqual(y.Data),
        (Tensor<int> x, Tensor<int> y) => x.Data.AsSpan().SequenceEqual(y.Data),
        (Tensor<long> x, Tensor<long> y) => x.Data.AsSpan().SequenceEqual(y.Data),
        (Tensor<bool> x, Tensor<bool> y) => x.Data.AsSpan().SequenceEqual(y.Data),
        _ => false,
    };
}
