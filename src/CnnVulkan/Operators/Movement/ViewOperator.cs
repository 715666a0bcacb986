using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>An operator that gives its first input another shape and moves nothing.</summary>
internal abstract class ViewOperator : MovementOperator, IViewOperator
{
    public override ReceptiveField? FieldStep(FieldContext context, int output)
        => context.OfData(field => field.Reshape(context.Shape(0), context.OutputShape(output)));

    public sealed override OperatorKind Kind => OperatorKind.View;

    internal sealed override void Differentiate(GradientContext context)
    {
        if (context.Needs(0))
            context.Set(0, context.Reshape(context.Gradient()!, context.InputInfo(0).Shape));
    }

    internal sealed override bool KeepsScores => true;

    public sealed override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        TensorShape shape = InferShape(context, input.Shape);
        if (shape.Count != input.Shape.Count)
            throw context.Error($"{input.Shape} has {input.Shape.Count} elements, but {shape} has {shape.Count}");
        return [new TensorInfo(shape, input.ElementType)];
    }

    public sealed override Tensor[] Evaluate(InferenceContext context) => [context.Value(0)!.Reshape(InferShape(context, context.Shape(0)))];

    public sealed override void Lower(LoweringContext context) => context.SetOutputView(0, context.Input(0));

    /// <summary>The output's shape.</summary>
    protected abstract TensorShape InferShape(InferenceContext context, TensorShape input);
}
