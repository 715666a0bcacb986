using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>An operator whose output depends on no element that is computed at run time: constants, shapes, and what is made of them.</summary>
internal abstract class KnownOperator : Operator
{
    public sealed override ReceptiveField? FieldStep(FieldContext context, int output) => null;

    public sealed override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => 0;

    public sealed override OperatorKind Kind => OperatorKind.Constant;
}
