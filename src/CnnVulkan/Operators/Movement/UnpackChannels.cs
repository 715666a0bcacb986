using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>Channel-packed pictures N×⌈C/4⌉×H×W×4 to plain ones N×C×H×W. Single pixels of whole vectors lie alike either way: then nothing moves.</summary>
internal sealed class UnpackChannels(int channels) : Operator, IViewOperator
{
    internal static readonly (Kernel Storage, Kernel Texels) Kernels = PackedLayout.Kernels(
        "unpack_channels", ["texel input", "out output"], ["uint count", "uint channels", "uint vectors", "uint pixels"]);

    /// <summary>How many channels there are.</summary>
    public int Channels { get; } = channels;

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        return [input with { Shape = PackedLayout.Unpack(input.Shape, Channels), Value = null }];
    }

    public override void Lower(LoweringContext context)
    {
        TensorShape plain = context.OutputInfo(0).Shape;
        if (plain[2] * plain[3] == 1 && plain[1] % PackedLayout.Width == 0)
            context.SetOutputView(0, context.Input(0));
        else
            PackChannels.Lower(context, Kernels, context.Input(0), context.Output(0), plain);
    }
}
