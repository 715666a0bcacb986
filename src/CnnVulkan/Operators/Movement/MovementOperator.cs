using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>An operator that moves elements and computes none. What its outputs see is for each to say.</summary>
internal abstract class MovementOperator : Operator
{
    public sealed override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => 0;

    public abstract override ReceptiveField? FieldStep(FieldContext context, int output);

    public override OperatorKind Kind => OperatorKind.Movement;
}
