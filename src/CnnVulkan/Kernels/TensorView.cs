using CnnVulkan.Tensors;

namespace CnnVulkan.Kernels;

/// <summary>Elements side by side within a planned tensor, in the order of a layout.</summary>
/// <param name="Tensor">The memory.</param>
/// <param name="Offset">The first element, counted from the start of that memory.</param>
/// <param name="Shape">The extents, whatever the layout.</param>
/// <param name="Layout">How the elements lie.</param>
public sealed record TensorView(PlanTensor Tensor, long Offset, TensorShape Shape, Layout Layout = Layout.Nchw)
{
    /// <summary>How the elements are stored.</summary>
    public StorageType Type => Tensor.Type;

    /// <summary>How many elements lie there, those that fill up vectors of channels included.</summary>
    public int Count => Layout.Count(Shape);

    /// <summary>Bytes the elements take.</summary>
    public long Bytes => (long)Count * Tensor.Type.Bytes();

    /// <summary>All elements as they lie, row-major: N×⌈C/4⌉×…×4 of N×C×… in <see cref="Layout.Nc4hw"/>.</summary>
    public TensorView Stored => Layout == Layout.Nchw ? this : new TensorView(Tensor, Offset, Layout.Stored(Shape));

    /// <summary>The same elements under another shape.</summary>
    /// <exception cref="ShapeException">The number of elements differs, or they do not lie row-major.</exception>
    public TensorView Reshape(TensorShape shape) => shape.Equals(Shape)
        ? this
        : Layout != Layout.Nchw
        ? throw new ShapeException($"{Shape} lies as {Layout} and cannot be viewed as {shape}.")
        : shape.Count == Shape.Count
        ? this with { Shape = shape }
        : throw new ShapeException($"{Shape} has {Shape.Count} elements and cannot be viewed as {shape}, which has {shape.Count}.");

    /// <summary>A part of the same layout that starts at an element, counted as they lie.</summary>
    public TensorView Part(int start, TensorShape shape) => start >= 0 && (long)start + Layout.Count(shape) <= Count
        ? new TensorView(Tensor, Offset + start, shape, Layout)
        : throw new ShapeException($"Elements {start} to {(long)start + Layout.Count(shape)} are not within {Shape}.");

    /// <summary>Entries [start, start + count) along the outermost axis.</summary>
    public TensorView Range(int start, int count) => Part(start * (Count / Math.Max(Shape[0], 1)), Shape.With(0, count));

    /// <inheritdoc/>
    public override string ToString() => $"%{Tensor.Id}{(Offset == 0 ? "" : $"+{Offset}")} {Shape}{(Layout == Layout.Nchw ? "" : $" {Layout}")}";
}
