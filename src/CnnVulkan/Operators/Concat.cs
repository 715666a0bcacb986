using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>Joins tensors along one axis. ONNX Concat.</summary>
internal sealed class Concat(int axis) : Operator
{
    /// <summary>The axis, negative from the end.</summary>
    public int Axis { get; } = axis;

    public override TensorInfo[] Infer(InferenceContext context) => throw new NotSupportedException();

    public override void Lower(LoweringContext context) => throw new NotSupportedException();
}
