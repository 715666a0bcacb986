using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>
/// The largest of each group of consecutive channels (Goodfellow et al. 2013): N×(C·pieces)×… becomes N×C×…. Not in ONNX: the domain
/// <c>cnnvulkan</c> has it as Maxout with the attribute <c>pieces</c>.
/// </summary>
internal sealed class Maxout(int pieces) : Operator
{
    /// <summary>How many channels make one.</summary>
    public int Pieces { get; } = pieces;

    public static Operator Create(NodeAttributes attributes) => attributes.Int("pieces", 0) is var pieces and > 0
        ? new Maxout(pieces)
        : throw attributes.Error("attribute 'pieces' must be given and at least 1");

    internal override NodeDescription Export(ExportContext context) => new("Maxout", OperatorCatalog.OwnDomain) { ["pieces"] = Pieces };

    internal override void Differentiate(GradientContext context)
    {
        if (context.Needs(0))
            context.Set(0, context.Add("gradient", new MaxoutGradient(Pieces), context.Gradient()!, context.Input(0)));
    }

    public override OperatorKind Kind => OperatorKind.Reduction;

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.Joined(output);

    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => inputs[0].Shape.Count;

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        if (input.Shape.Rank < 2 || input.Shape[1] % Pieces != 0)
            throw context.Error($"the channels of {input.Shape} do not divide into groups of {Pieces}");
        return [new TensorInfo(input.Shape.With(1, input.Shape[1] / Pieces), input.ElementType)];
    }

    public override void Lower(LoweringContext context)
    {
        TensorShape shape = context.InputInfo(0).Shape;
        var grouped = new TensorShape(shape[0] * (shape[1] / Pieces), Pieces, shape.CountOf(2, shape.Rank));
        Reduce.Dispatch(context, ReduceFunction.Max, context.Input(0).Reshape(grouped), [false, true, false], context.Output(0));
    }
}
