using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>The gradient of the input of <see cref="LRN"/>. Inputs x and the gradient of the output.</summary>
internal sealed class LRNGradient(int size, float alpha, float beta, float bias) : Operator
{
    /// <summary>How many channels the window spans.</summary>
    public int Size { get; } = size;

    /// <summary>The weight of the mean square.</summary>
    public float Alpha { get; } = alpha;

    /// <summary>The exponent.</summary>
    public float Beta { get; } = beta;

    /// <summary>Added to the weighted mean square.</summary>
    public float Bias { get; } = bias;

    public override OperatorKind Kind => OperatorKind.Normalization;

    public override string Label => "lrn gradient";

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.Whole();

    // Two sums over the window, of squares and of ratios, a power and four products.
    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => outputs[0].Shape.Count * (3L * Size + 7);

    public override TensorInfo[] Infer(InferenceContext context) => [context.Input(0) with { Value = null }];

    internal override IReadOnlyList<NodeLayouts> Layouts(InferenceContext context) => LRN.LayoutsFor(context, Size);

    public override void Lower(LoweringContext context)
    {
        TensorView input = context.Input(0), gradient = context.Input(1), output = context.Output(0);
        TensorView direct = Scratch("direct"), ratio = Scratch("ratio");
        int vectors = input.Stored.Shape[1], pixels = input.Shape.CountOf(2, input.Shape.Rank);
        int before = (Size - 1) / 2, after = Size / 2;
        foreach ((int start, int count) in context.SplitOuter(input.Shape[0], input, output))
        {
            TensorView x = input.Range(start, count);
            int invocations = count * vectors * pixels;
            context.Add(new LrnGradientRatioCall
            {
                Input = x,
                Gradient = gradient.Range(start, count),
                Direct = direct.Range(start, count),
                Ratio = ratio.Range(start, count),
                Count = invocations,
                Vectors = vectors,
                Pixels = pixels,
                AlphaOverSize = Alpha / Size,
                Beta = Beta,
                Bias = Bias,
                Before = before,
                After = after,
                Invocations = invocations,
            });
            context.Add(new LrnGradientCall
            {
                Ratio = ratio.Range(start, count),
                Input = x,
                Direct = direct.Range(start, count),
                Output = output.Range(start, count),
                Count = invocations,
                Vectors = vectors,
                Pixels = pixels,
                Factor = 2 * Beta * Alpha / Size,
                Before = after,
                After = before,
                Invocations = invocations,
            });
        }

        TensorView Scratch(string name)
            => context.Scratch(name, input.Stored.Shape, StorageType.Float32) with { Shape = input.Shape, Layout = input.Layout };
    }
}
