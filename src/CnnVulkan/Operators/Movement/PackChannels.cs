using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>Pictures N×C×H×W to channel-packed ones N×⌈C/4⌉×H×W×4.</summary>
internal sealed class PackChannels : Operator
{
    internal static readonly (Kernel Storage, Kernel Texels) Kernels = PackedLayout.Kernels(
        "pack_channels", ["texel input", "out output"], ["uint count", "uint channels", "uint vectors", "uint pixels"]);

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        return [input with { Shape = PackedLayout.Pack(input.Shape), Value = null }];
    }

    public override void Lower(LoweringContext context) => Lower(context, Kernels, context.Input(0), context.Output(0), context.InputInfo(0).Shape);

    /// <summary>Packs or unpacks pictures of a plain shape.</summary>
    internal static void Lower(LoweringContext context, (Kernel Storage, Kernel Texels) kernels, TensorView input, TensorView output, TensorShape plain)
    {
        int vectors = PackedLayout.Vectors(plain[1]), pixels = plain[2] * plain[3];
        foreach ((int start, int count) in context.SplitOuter(plain[0], input, output))
        {
            long invocations = (long)count * vectors * pixels;
            context.Add(new KernelCall
            {
                Kernel = kernels.For(context.Traits),
                Buffers = [input.Range(start, count), output.Range(start, count)],
                Push = new Dictionary<string, PushValue>
                {
                    ["count"] = checked((uint)invocations),
                    ["channels"] = plain[1],
                    ["vectors"] = vectors,
                    ["pixels"] = pixels,
                },
                Invocations = invocations,
            });
        }
    }
}
