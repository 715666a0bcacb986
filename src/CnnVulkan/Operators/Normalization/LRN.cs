using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Plans;

namespace CnnVulkan.Operators;

/// <summary>
/// Local response normalisation across channels: x / (bias + alpha/size · Σ x²)^beta over a window of channels. ONNX LRN;
/// Krizhevsky et al. 2012, section 3.3.
/// </summary>
internal sealed class LRN(int size, float alpha = 1e-4f, float beta = 0.75f, float bias = 1) : Operator
{
    internal static readonly Kernel Kernel = new("lrn", ["input", "out output"],
        ["uint count", "uint channels", "uint inner", "uint before", "uint after", "float alpha_over_size", "float beta", "float bias"]);

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

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        return input.Shape.Rank >= 2 ? [input with { Value = null }] : throw context.Error("the input must be N×C×…");
    }

    public override void Lower(LoweringContext context)
    {
        TensorView input = context.Input(0);
        TensorView output = context.Output(0);
        foreach ((int start, int count) in context.SplitOuter(input.Shape[0], input, output))
        {
            TensorView x = input.Range(start, count);
            context.Add(new KernelCall
            {
                Kernel = Kernel,
                Buffers = [x, output.Range(start, count)],
                Push =
                {
                    ["count"] = x.Count,
                    ["channels"] = x.Shape[1],
                    ["inner"] = x.Shape.CountOf(2, x.Shape.Rank),
                    ["before"] = (Size - 1) / 2,
                    ["after"] = Size / 2,
                    ["alpha_over_size"] = Alpha / Size,
                    ["beta"] = Beta,
                    ["bias"] = Bias,
                },
                Invocations = x.Count,
            });
        }
    }
}
