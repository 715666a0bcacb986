using CnnVulkan.Graphs;
using CnnVulkan.Operators;

namespace CnnVulkan.Graphs;

/// <summary>
/// What a node computes: an immutable description with named fields. Says what comes out for given inputs, what that costs,
/// and how it becomes dispatches. Derive from it to add a layer of your own.
/// </summary>
public abstract class Operator
{
    /// <summary>The operator's name, ONNX's where ONNX has it.</summary>
    public virtual string Type => GetType().Name;

    /// <summary>The shapes and element types of the outputs, one entry per output.</summary>
    /// <exception cref="ShapeException">The inputs do not fit the operator; made by <see cref="InferenceContext.Error"/>.</exception>
    public abstract TensorInfo[] Infer(InferenceContext context);

    /// <summary>
    /// Computes the outputs on the CPU, for values known at load (shape arithmetic, constant subgraphs).
    /// Null where the operator leaves it to the GPU. Called only when every input's value is known.
    /// </summary>
    public virtual Tensor[]? Evaluate(InferenceContext context) => null;

    /// <summary>Multiply-adds for these shapes, as the papers count them: convolutions and matrix products; 0 for all else.</summary>
    public virtual long MultiplyAdds(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => 0;

    /// <summary>
    /// The layouts it can compute in for these inputs; what is not offered is converted before or behind it. Plain unless said otherwise.
    /// Among several that with the fewest bytes of conversions is taken.
    /// </summary>
    internal virtual IReadOnlyList<NodeLayouts> Layouts(InferenceContext context) => [NodeLayouts.Plain];

    /// <summary>Adds the dispatches that compute the outputs, or names the outputs as views of inputs.</summary>
    public abstract void Lower(LoweringContext context);

    /// <summary>What a file would say of the node: the way back from its attributes. Null where no file format has the operator.</summary>
    /// <exception cref="NotSupportedException">The file's operator set cannot say it; the message says why.</exception>
    internal virtual NodeDescription? Export(ExportContext context) => null;
}
