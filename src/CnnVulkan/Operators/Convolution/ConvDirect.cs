using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Plans;

namespace CnnVulkan.Operators;

/// <summary>Convolution with weights as the file orders them, for all that the faster kernels do not take.</summary>
internal static class ConvDirect
{
    /// <summary>Output channels one invocation computes; that of the shader.</summary>
    private const int Tile = 4;

    internal static readonly Kernel Kernel = new(
        "conv_direct",
        ["input", "weight", "bias", "residual", "out output"],
        [
            "uint count", "uint groups", "uint group_inputs", "uint group_outputs", "uint out_channels", "uint first_channel",
            "uint in_d", "uint in_h", "uint in_w", "uint out_d", "uint out_h", "uint out_w", "int pad_d", "int pad_h", "int pad_w",
        ],
        [
            "kernel_d", "kernel_h", "kernel_w", "stride_d", "stride_h", "stride_w", "dilation_d", "dilation_h", "dilation_w",
            "has_bias", "has_residual",
        ],
        activation: true);

    public static void Lower(LoweringContext context, ConvGeometry g, Activation activation, bool hasResidual)
    {
        TensorView input = context.Input(0), weights = context.Input(1), output = context.Output(0);
        TensorView? bias = context.HasInput(2) ? context.Input(2) : null;
        TensorView? residual = hasResidual ? context.Input(3) : null;
        foreach ((int start, int count) in context.SplitOuter(g.Batch, input, output))
        {
            // Weights over one binding are split by output channel; within groups they are never that large.
            var channels = g.Group == 1 ? context.SplitOuter(g.OutChannels, weights) : [(0, g.OutChannels)];
            foreach ((int firstChannel, int channelCount) in channels)
            {
                int groupOutputs = channelCount / g.Group;
                long invocations = (long)count * g.Group * ((groupOutputs + Tile - 1) / Tile) * g.OutPixels;
                TensorView picture = input.Range(start, count), filters = weights.Range(firstChannel, channelCount);
                context.Add(new KernelCall
                {
                    Kernel = Kernel,
                    Buffers = [picture, filters, bias ?? filters, residual?.Range(start, count) ?? picture, output.Range(start, count)],
                    Push = new Dictionary<string, PushValue>
                    {
                        ["count"] = checked((uint)invocations),
                        ["groups"] = g.Group,
                        ["group_inputs"] = g.GroupInputs,
                        ["group_outputs"] = groupOutputs,
                        ["out_channels"] = g.OutChannels,
                        ["first_channel"] = firstChannel,
                        ["in_d"] = g.Depth.Input,
                        ["in_h"] = g.Height.Input,
                        ["in_w"] = g.Width.Input,
                        ["out_d"] = g.Depth.Output,
                        ["out_h"] = g.Height.Output,
                        ["out_w"] = g.Width.Output,
                        ["pad_d"] = g.Depth.PadBegin,
                        ["pad_h"] = g.Height.PadBegin,
                        ["pad_w"] = g.Width.PadBegin,
                    },
                    Constants = new Dictionary<string, uint>
                    {
                        ["kernel_d"] = (uint)g.Depth.Kernel,
                        ["kernel_h"] = (uint)g.Height.Kernel,
                        ["kernel_w"] = (uint)g.Width.Kernel,
                        ["stride_d"] = (uint)g.Depth.Stride,
                        ["stride_h"] = (uint)g.Height.Stride,
                        ["stride_w"] = (uint)g.Width.Stride,
                        ["dilation_d"] = (uint)g.Depth.Dilation,
                        ["dilation_h"] = (uint)g.Height.Dilation,
                        ["dilation_w"] = (uint)g.Width.Dilation,
                        ["has_bias"] = bias is null ? 0u : 1u,
                        ["has_residual"] = hasResidual ? 1u : 0u,
                    },
                    Activation = activation,
                    Invocations = invocations,
                    MultiplyAdds = g.MultiplyAdds(count, channelCount),
                });
            }
        }
    }
}
