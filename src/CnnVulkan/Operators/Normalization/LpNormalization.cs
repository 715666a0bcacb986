using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>x divided by its norm along an axis, Σ|x| or √Σx²; what is zero everywhere stays zero. ONNX LpNormalization.</summary>
internal sealed class LpNormalization(int axis = -1, int p = 2) : Operator
{
    /// <summary>The axis, negative from the end.</summary>
    public int Axis { get; } = axis;

    /// <summary>The order of the norm: 1 or 2.</summary>
    public int P { get; } = p;

    public static Operator Create(NodeAttributes attributes) => attributes.Int("p", 2) switch
    {
        1 => new LpNormalization(attributes.Int("axis", -1), 1),
        2 => new LpNormalization(attributes.Int("axis", -1), 2),
        var other => throw attributes.Error($"attribute 'p' is {other}, but LpNormalization knows 1 and 2"),
    };

    internal override NodeDescription Export(ExportContext context) => new("LpNormalization") { ["axis"] = Axis, ["p"] = P };

    public override OperatorKind Kind => OperatorKind.Normalization;

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.OfData(field => field.WholeAlong(context.Shape(0).NormalizeAxis(Axis)));

    // A power and its sum, then the quotient.
    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => 3 * (long)outputs[0].Shape.Count;

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        input.Shape.NormalizeAxis(Axis);
        return [input with { Value = null }];
    }

    public override void Lower(LoweringContext context)
    {
        TensorView x = context.Input(0);
        var reduced = new bool[x.Shape.Rank];
        reduced[x.Shape.NormalizeAxis(Axis)] = true;
        var moments = Moments.Measure(context, P == 1 ? MomentFunction.L1 : MomentFunction.L2, x, reduced, 0);
        Moments.Apply(context, x, moments, null, null, context.Output(0));
    }
}
