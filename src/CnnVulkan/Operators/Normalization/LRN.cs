using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>
/// Local response normalisation across channels: x / (bias + alpha/size · Σ x²)^beta over a window of channels. ONNX LRN;
/// Krizhevsky et al. 2012, section 3.3.
/// </summary>
internal sealed class LRN(int size, float alpha = 1e-4f, float beta = 0.75f, float bias = 1) : Operator
{
    /// <summary>The widest window in vectors of channels: the shader unrolls the vectors it spans.</summary>
    private const int MaxVectorSize = 32;

    /// <summary>How many channels the window spans.</summary>
    public int Size { get; } = size;

    /// <summary>The weight of the mean square.</summary>
    public float Alpha { get; } = alpha;

    /// <summary>The exponent.</summary>
    public float Beta { get; } = beta;

    /// <summary>Added to the weighted mean square.</summary>
    public float Bias { get; } = bias;

    public static Operator Create(NodeAttributes attributes) => attributes.Int("size", 0) is var size and > 0
        ? new LRN(size, attributes.Float("alpha", 1e-4f), attributes.Float("beta", 0.75f), attributes.Float("bias", 1))
        : throw attributes.Error("attribute 'size' must be given and at least 1");

    internal override NodeDescription Export(ExportContext context)
        => new("LRN") { ["size"] = Size, ["alpha"] = Alpha, ["beta"] = Beta, ["bias"] = Bias };

    public override OperatorKind Kind => OperatorKind.Normalization;

    // Its window runs along channels.
    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.Joined(output);

    // A square and its sum for each channel of the window, then the power and the quotient.
    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => outputs[0].Shape.Count * (2L * Size + 3);

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        return input.Shape.Rank >= 2 ? [input with { Value = null }] : throw context.Error("the input must be N×C×…");
    }

    internal override void Differentiate(GradientContext context)
    {
        if (context.Gradient() is { } gradient && context.Needs(0))
            context.Set(0, context.Add("gradient", new LRNGradient(Size, Alpha, Beta, Bias), context.Input(0), gradient));
    }

    internal override IReadOnlyList<NodeLayouts> Layouts(InferenceContext context) => LayoutsFor(context, Size);

    /// <summary>Vectors of channels where they are whole, and the window spans few.</summary>
    internal static IReadOnlyList<NodeLayouts> LayoutsFor(InferenceContext context, int size)
        => size <= MaxVectorSize && context.Shape(0)[1] % Tensors.Layouts.Width == 0 ? NodeLayouts.Any(context, context.Shape(0)) : [NodeLayouts.Plain];

    public override void Lower(LoweringContext context)
    {
        TensorView input = context.Input(0), output = context.Output(0);
        int vectors = input.Stored.Shape[1], pixels = input.Shape.CountOf(2, input.Shape.Rank);
        foreach ((int start, int count) in context.SplitOuter(input.Shape[0], input, output))
        {
            context.Add(new LrnCall
            {
                Input = input.Range(start, count),
                Output = output.Range(start, count),
                Count = count * vectors * pixels,
                Vectors = vectors,
                Pixels = pixels,
                AlphaOverSize = Alpha / Size,
                Beta = Beta,
                Bias = Bias,
                Before = (Size - 1) / 2,
                After = Size / 2,
                Invocations = count * vectors * pixels,
            });
        }
    }
}
