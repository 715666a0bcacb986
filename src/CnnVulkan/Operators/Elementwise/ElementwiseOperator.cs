using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>An operator that computes each output element from the elements at its place in the inputs, broadcast together.</summary>
internal abstract class ElementwiseOperator : Operator
{
    public sealed override ReceptiveField? FieldStep(FieldContext context, int output) => context.Joined(output);

    /// <summary>One per element, unless an operator says otherwise.</summary>
    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => outputs[0].Shape.Count;

    public override OperatorKind Kind => OperatorKind.Elementwise;
}
