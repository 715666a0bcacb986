namespace CnnVulkan;

/// <summary>A tensor in CPU memory with elements of type <typeparamref name="T"/>: float, int, long or bool.</summary>
/// <typeparam name="T">The element type in C#.</typeparam>
public sealed class Tensor<T> : Tensor
    where T : unmanaged
{
    private readonly Func<T[]>? _make;
    private T[]? _data;

    /// <summary>Wraps elements in row-major order; the array is kept, not copied.</summary>
    /// <exception cref="ShapeException">The array's length is not the shape's number of elements.</exception>
    public Tensor(TensorShape shape, T[] data)
        : base(shape, TypeOf())
    {
        if (data.Length != shape.Count)
            throw new ShapeException($"A tensor of {shape} holds {shape.Count} elements, but {data.Length} were given.");
        _data = data;
    }

    /// <summary>Elements that are made when they are first asked for, by whatever thread does.</summary>
    internal Tensor(TensorShape shape, Func<T[]> make)
        : base(shape, TypeOf())
        => _make = make;

    /// <summary>Creates a tensor of zeros.</summary>
    public Tensor(TensorShape shape)
        : this(shape, new T[shape.Count])
    {
    }

    /// <summary>The elements in row-major order; the tensor's own memory.</summary>
    public T[] Data => _data ?? Make();

    /// <inheritdoc/>
    public override Array Elements => Data;

    /// <inheritdoc/>
    public override Tensor Reshape(TensorShape shape)
    {
        if (_data is not null)
            return new Tensor<T>(shape, _data);
        return shape.Count == Shape.Count ? new Tensor<T>(shape, () => Data) : throw new ShapeException($"A tensor of {shape} holds {shape.Count} elements, but {Shape.Count} were given.");
    }

    private T[] Make()
    {
        lock (_make!)
            return _data ??= _make();
    }

    private static ElementType TypeOf() => default(T) switch
    {
        float => ElementType.Float32,
        int => ElementType.Int32,
        long => ElementType.Int64,
        bool => ElementType.Bool,
        _ => throw new NotSupportedException($"Tensors hold float, int, long or bool, not {typeof(T).Name}."),
    };
}
