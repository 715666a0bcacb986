using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Plans;

namespace CnnVulkan.Operators;

/// <summary>Local response normalisation of channel-packed pictures whose channels fill whole vectors.</summary>
internal sealed class PackedLRN(LRN plain) : Operator
{
    internal static readonly (Kernel Storage, Kernel Texels) Kernels = PackedLayout.Kernels(
        "lrn_packed",
        ["texel input", "out output"],
        ["uint count", "uint vectors", "uint pixels", "float alpha_over_size", "float beta", "float bias"],
        ["before", "after"]);

    /// <summary>The widest window: the shader unrolls the vectors it spans.</summary>
    public const int MaxSize = 32;

    public override string Type => "LRN";

    /// <summary>The operator on plain pictures.</summary>
    public LRN Plain { get; } = plain;

    public override TensorInfo[] Infer(InferenceContext context) => [context.Input(0) with { Value = null }];

    public override void Lower(LoweringContext context)
    {
        TensorView input = context.Input(0), output = context.Output(0);
        foreach ((int start, int count) in context.SplitOuter(input.Shape[0], input, output))
        {
            TensorView x = input.Range(start, count);
            int vectors = x.Count / PackedLayout.Width;
            context.Add(new KernelCall
            {
                Kernel = Kernels.For(context.Traits),
                Buffers = [x, output.Range(start, count)],
                Push =
                {
                    ["count"] = vectors,
                    ["vectors"] = x.Shape[1],
                    ["pixels"] = x.Shape[2] * x.Shape[3],
                    ["alpha_over_size"] = Plain.Alpha / Plain.Size,
                    ["beta"] = Plain.Beta,
                    ["bias"] = Plain.Bias,
                },
                Constants = { ["before"] = (uint)(Plain.Size - 1) / 2, ["after"] = (uint)Plain.Size / 2 },
                Invocations = vectors,
            });
        }
    }
}
