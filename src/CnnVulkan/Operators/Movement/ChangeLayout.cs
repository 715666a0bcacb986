using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>A value as it is, lying otherwise in memory. Where both layouts coincide nothing moves.</summary>
/// <param name="from">How it lies.</param>
/// <param name="to">How it is to lie.</param>
internal sealed class ChangeLayout(Layout from, Layout to) : Operator, IViewOperator
{
    /// <summary>How it lies.</summary>
    public Layout From { get; } = from;

    /// <summary>How it is to lie.</summary>
    public Layout To { get; } = to;

    /// <summary>Elements that a conversion of a value reads and writes; all values it is compared for take as many bytes each.</summary>
    public static long Cost(TensorInfo value)
        => value.Shape.Rank < 3 || Tensors.Layouts.Coincide(value.Shape) ? 0 : value.Shape.Count + Layout.Nc4hw.LongCount(value.Shape);

    public override TensorInfo[] Infer(InferenceContext context) => [context.Input(0) with { Value = null }];

    public override OperatorKind Kind => OperatorKind.Movement;

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.Joined(output);

    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => 0;

    internal override IReadOnlyList<NodeLayouts> Layouts(InferenceContext context) => [new NodeLayouts([From], [To])];

    public override void Lower(LoweringContext context)
    {
        TensorView input = context.Input(0);
        TensorShape shape = input.Shape;
        if (Tensors.Layouts.Coincide(shape))
        {
            context.SetOutputView(0, input with { Layout = To });
            return;
        }
        TensorView output = context.Output(0);
        int vectors = Tensors.Layouts.Vectors(shape[1]), pixels = shape.CountOf(2, shape.Rank);
        foreach ((int start, int count) in context.SplitOuter(shape[0], input, output))
        {
            TensorView x = input.Range(start, count), y = output.Range(start, count);
            long invocations = (long)count * vectors * pixels;
            context.Add(To == Layout.Nc4hw
                ? new ChangeLayoutToNc4hwCall { Input = x, Output = y, Count = invocations, Channels = shape[1], Vectors = vectors, Pixels = pixels, Invocations = invocations }
                : new ChangeLayoutToNchwCall { Input = x, Output = y, Count = invocations, Channels = shape[1], Vectors = vectors, Pixels = pixels, Invocations = invocations });
        }
    }
}
