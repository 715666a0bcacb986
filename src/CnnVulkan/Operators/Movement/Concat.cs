using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>Joins tensors along one axis. ONNX Concat.</summary>
internal sealed class Concat(int axis) : MovementOperator
{
    /// <summary>The axis, negative from the end.</summary>
    public int Axis { get; } = axis;

    public static Operator Create(NodeAttributes attributes) => new Concat(attributes.Int("axis", 1));

    internal override NodeDescription Export(ExportContext context) => new("Concat") { ["axis"] = context.Axis(Axis) };

    internal override void Differentiate(GradientContext context)
    {
        int axis = context.OutputInfo(0).Shape.NormalizeAxis(Axis);
        int[] extents = [.. Enumerable.Range(0, context.InputCount).Select(i => context.InputInfo(i).Shape[axis])];
        var parts = context.Add("gradient", new Split(axis, [.. extents], null, uneven: false), extents.Length, context.Gradient()!);
        for (int i = 0; i < extents.Length; i++)
            context.Set(i, parts[i]);
    }

    public override OperatorKind Kind => OperatorKind.Concatenation;

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.Joined(output).WholeAlong(context.OutputShape(output).NormalizeAxis(Axis));

    internal override int? ConcatenationAxis => Axis;

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo first = context.Input(0);
        int axis = first.Shape.NormalizeAxis(Axis);
        long extent = 0;
        for (int i = 0; i < context.InputCount; i++)
        {
            TensorInfo part = context.Input(i);
            bool fits = part.ElementType == first.ElementType && part.Shape.Rank == first.Shape.Rank
                && part.Shape.With(axis, 0).Equals(first.Shape.With(axis, 0));
            if (!fits)
                throw context.Error($"input {i} ({part}) does not fit input 0 ({first}): all must be alike but along axis {axis}");
            extent += part.Shape[axis];
        }
        return [new TensorInfo(TensorShape.FromLongs(first.Shape.Dimensions.Select((d, i) => i == axis ? extent : d)), first.ElementType)];
    }

    public override Tensor[] Evaluate(InferenceContext context)
    {
        TensorInfo whole = Infer(context)[0];
        Tensor output = TensorFactory.Zeros(whole.ElementType, whole.Shape);
        int start = 0;
        for (int i = 0; i < context.InputCount; i++)
            Part(context.Shape(i), whole.Shape, whole.Shape.NormalizeAxis(Axis), ref start).Run(context.Value(i)!, output);
        return [output];
    }

    /// <summary>Inputs that were already written into their place (<c>ConcatInPlace</c>) cost no dispatch.</summary>
    public override void Lower(LoweringContext context)
    {
        TensorView output = context.Output(0).Stored;
        // Channels and batch are counted from the front in any layout.
        int axis = context.OutputInfo(0).Shape.NormalizeAxis(Axis), start = 0;
        for (int i = 0; i < context.InputCount; i++)
        {
            TensorView input = context.Input(i).Stored;
            Part(input.Shape, output.Shape, axis, ref start).Lower(context, input, output);
        }
    }

    /// <summary>Pictures of whole vectors, which an axis of channels joins like any other.</summary>
    internal override IReadOnlyList<NodeLayouts> Layouts(InferenceContext context)
    {
        bool channels = context.Shape(0).Rank > 1 && context.Shape(0).NormalizeAxis(Axis) == 1;
        bool whole = channels && Enumerable.Range(0, context.InputCount).All(i => context.Shape(i)[1] % Tensors.Layouts.Width == 0);
        return whole ? NodeLayouts.Any(context, Infer(context)[0].Shape) : [NodeLayouts.Plain];
    }

    private static StridedCopy Part(TensorShape part, TensorShape whole, int axis, ref int start)
    {
        int first = start * whole.CountOf(axis + 1, whole.Rank);
        start += part[axis];
        return new StridedCopy(part.Dimensions.Select((d, i) => new StridedAxis(d, part.Strides()[i], whole.Strides()[i])), 0, first);
    }
}
