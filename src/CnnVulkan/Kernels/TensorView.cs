using CnnVulkan.Tensors;

namespace CnnVulkan.Kernels;

/// <summary>Contiguous row-major elements within a planned tensor.</summary>
/// <param name="Tensor">The memory.</param>
/// <param name="Offset">The first element, counted from the start of that memory.</param>
/// <param name="Shape">The extents.</param>
public sealed record TensorView(PlanTensor Tensor, long Offset, TensorShape Shape)
{
    /// <summary>How the elements are stored.</summary>
    public StorageType Type => Tensor.Type;

    /// <summary>How many elements.</summary>
    public int Count => Shape.Count;

    /// <summary>Bytes the elements take.</summary>
    public long Bytes => (long)Shape.Count * Tensor.Type.Bytes();

    /// <summary>The same elements under another shape.</summary>
    /// <exception cref="ShapeException">The number of elements differs.</exception>
    public TensorView Reshape(TensorShape shape) => shape.Count == Shape.Count
        ? this with { Shape = shape }
        : throw new ShapeException($"{Shape} has {Shape.Count} elements and cannot be viewed as {shape}, which has {shape.Count}.");

    /// <summary>Elements [start, start + shape.Count) of these, counted in row-major order.</summary>
    public TensorView Part(int start, TensorShape shape) => start >= 0 && (long)start + shape.Count <= Count
        ? new TensorView(Tensor, Offset + start, shape)
        : throw new ShapeException($"Elements {start} to {(long)start + shape.Count} are not within {Shape}.");

    /// <summary>Entries [start, start + count) along the outermost axis.</summary>
    public TensorView Range(int start, int count) => Part(start * (Count / Math.Max(Shape[0], 1)), Shape.With(0, count));

    /// <inheritdoc/>
    public override string ToString() => $"%{Tensor.Id}{(Offset == 0 ? "" : $"+{Offset}")} {Shape}";
}
