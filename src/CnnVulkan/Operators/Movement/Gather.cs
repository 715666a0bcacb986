using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>Takes entries along one axis by index. ONNX Gather. Indices computed at run time are clamped into range.</summary>
internal sealed class Gather(int axis) : MovementOperator
{
    /// <summary>The axis, negative from the end.</summary>
    public int Axis { get; } = axis;

    public static Operator Create(NodeAttributes attributes) => new Gather(attributes.Int("axis", 0));

    internal override NodeDescription Export(ExportContext context) => new("Gather") { ["axis"] = context.Axis(Axis) };

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.Whole();

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        int axis = input.Shape.NormalizeAxis(Axis);
        GatherIndices.Check(context, 1, input.Shape[axis], axis);
        TensorShape indices = context.Shape(1);
        if (input.Shape[axis] == 0 && indices.Count > 0)
            throw context.Error($"axis {axis} is empty");
        int[] shape = [.. input.Shape.Dimensions.Take(axis), .. indices.Dimensions, .. input.Shape.Dimensions.Skip(axis + 1)];
        return [new TensorInfo(new TensorShape(shape), input.ElementType)];
    }

    public override Tensor[] Evaluate(InferenceContext context)
    {
        Tensor input = context.Value(0)!;
        int axis = input.Shape.NormalizeAxis(Axis);
        int extent = input.Shape[axis], inner = input.Shape.CountOf(axis + 1, input.Shape.Rank);
        int[] indices = GatherIndices.Normalize(context.Value(1)!, extent);
        TensorShape shape = Infer(context)[0].Shape;
        var from = new int[shape.Count];
        for (int i = 0; i < from.Length; i++)
        {
            int outer = i / inner / indices.Length, index = indices[i / inner % indices.Length];
            from[i] = (outer * extent + index) * inner + i % inner;
        }
        return [TensorFactory.Pick(input, shape, from)];
    }

    public override void Lower(LoweringContext context)
    {
        TensorView input = context.Input(0), indices = context.Input(1), output = context.Output(0);
        int axis = input.Shape.NormalizeAxis(Axis);
        context.Add(new GatherCall
        {
            Input = input,
            Indices = indices,
            Output = output,
            Count = output.Count,
            IndexCount = indices.Count,
            Inner = input.Shape.CountOf(axis + 1, input.Shape.Rank),
            Extent = input.Shape[axis],
            Invocations = output.Count,
        });
    }
}
