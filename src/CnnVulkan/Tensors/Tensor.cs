namespace CnnVulkan;

/// <summary>A tensor in CPU memory: a shape and its elements in row-major order. See <see cref="Tensor{T}"/>.</summary>
public abstract class Tensor
{
    private protected Tensor(TensorShape shape, ElementType elementType)
    {
        Shape = shape;
        ElementType = elementType;
    }

    /// <summary>The extents, outermost first.</summary>
    public TensorShape Shape { get; }

    /// <summary>What the elements are.</summary>
    public ElementType ElementType { get; }

    /// <summary>The elements as a <see cref="System.Array"/>, row-major; the tensor's own memory, not a copy.</summary>
    public abstract Array Elements { get; }

    /// <summary>The same elements under another shape, without a copy.</summary>
    /// <exception cref="ShapeException">The number of elements differs.</exception>
    public abstract Tensor Reshape(TensorShape shape);

    /// <summary>The elements converted to <c>long</c>.</summary>
    /// <exception cref="ShapeException">The elements are not integers or truth values.</exception>
    public long[] ToInt64Array() => this switch
    {
        Tensor<long> t => t.Data.ToArray(),
        Tensor<int> t => Array.ConvertAll(t.Data, v => (long)v),
        Tensor<bool> t => Array.ConvertAll(t.Data, v => v ? 1L : 0L),
        _ => throw new ShapeException($"Integers were expected, not a tensor of {ElementType}."),
    };

    /// <summary>The elements converted to <c>int</c>, clamped to its range (files write "to the end" as 2^63 - 1).</summary>
    /// <exception cref="ShapeException">The elements are not integers or truth values.</exception>
    public int[] ToInt32Array() => Array.ConvertAll(ToInt64Array(), v => (int)Math.Clamp(v, int.MinValue, int.MaxValue));

    /// <summary>The elements converted to <c>float</c>.</summary>
    public float[] ToFloatArray() => this switch
    {
        Tensor<float> t => t.Data.ToArray(),
        _ => Array.ConvertAll(ToInt64Array(), v => (float)v),
    };

    /// <summary>A tensor of the given element type whose elements are converted from these; truncates towards zero.</summary>
    public Tensor ConvertTo(ElementType type)
    {
        if (type == ElementType)
            return this;
        double[] values = this is Tensor<float> real ? Array.ConvertAll(real.Data, v => (double)v) : [];
        long[] integers = this is Tensor<float> ? Array.ConvertAll(values, v => double.IsNaN(v) ? 0L : (long)v) : ToInt64Array();
        return type switch
        {
            ElementType.Float32 => new Tensor<float>(Shape, Array.ConvertAll(integers, v => (float)v)),
            ElementType.Int32 => new Tensor<int>(Shape, Array.ConvertAll(integers, v => unchecked((int)v))),
            ElementType.Int64 => new Tensor<long>(Shape, integers),
            _ => new Tensor<bool>(Shape, this is Tensor<float> ? Array.ConvertAll(values, v => v != 0) : Array.ConvertAll(integers, v => v != 0)),
        };
    }

    /// <summary>Element type and shape, such as <c>Float32 1×3×224×224</c>.</summary>
    public override string ToString() => $"{ElementType} {Shape}";
}
