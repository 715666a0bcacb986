namespace CnnVulkan.Graphs;

/// <summary>What is known of a value before anything runs.</summary>
/// <param name="Shape">Its extents.</param>
/// <param name="ElementType">What its elements are.</param>
/// <param name="Value">The elements, where they are known at load: weights, and shapes folded on the CPU.</param>
public sealed record TensorInfo(TensorShape Shape, ElementType ElementType, Tensor? Value = null)
{
    /// <summary>How its elements lie in GPU memory where its node writes them.</summary>
    public Layout Layout { get; init; }

    /// <summary>The info of a known tensor.</summary>
    public static TensorInfo Of(Tensor value) => new(value.Shape, value.ElementType, value);

    /// <summary>Element type, shape, and the layout where it is not the plain one.</summary>
    public override string ToString() => Layout == Layout.Nchw ? $"{ElementType} {Shape}" : $"{ElementType} {Shape} {Layout}";
}
