using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>An operator that measures mean and variance of a part of its input and standardises by them, then scales.</summary>
internal abstract class StandardizingOperator : Operator
{
    public sealed override ReceptiveField? FieldStep(FieldContext context, int output) => context.Whole();

    /// <summary>Mean, variance, then one factor and one term: 6 per element.</summary>
    public sealed override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => 6 * (long)outputs[0].Shape.Count;

    public sealed override OperatorKind Kind => OperatorKind.Normalization;
}
