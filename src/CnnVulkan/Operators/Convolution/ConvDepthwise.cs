using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Plans;

namespace CnnVulkan.Operators;

/// <summary>Convolution in which each output channel sees one input channel: too little work per channel for a matrix product.</summary>
internal static class ConvDepthwise
{
    /// <summary>Pixels of a row one invocation computes; that of the shader.</summary>
    private const int Tile = 4;

    internal static readonly Kernel Kernel = new(
        "conv2d_depthwise",
        ["input", "weight", "bias", "residual", "out output"],
        [
            "uint count", "uint out_channels", "uint multiplier", "uint in_h", "uint in_w", "uint out_h", "uint out_w", "uint row_tiles",
            "int pad_h", "int pad_w",
        ],
        ["kernel_h", "kernel_w", "stride_h", "stride_w", "dilation_h", "dilation_w", "inside", "has_bias", "has_residual"],
        activation: true);

    public static void Lower(LoweringContext context, ConvGeometry g, Activation activation, bool hasResidual)
    {
        TensorView input = context.Input(0), weights = context.Input(1), output = context.Output(0);
        TensorView? bias = context.HasInput(2) ? context.Input(2) : null;
        TensorView? residual = hasResidual ? context.Input(3) : null;
        int rowTiles = (g.Width.Output + Tile - 1) / Tile;
        foreach ((int start, int count) in context.SplitOuter(g.Batch, input, output))
        {
            TensorView picture = input.Range(start, count);
            long invocations = (long)count * g.OutChannels * g.Height.Output * rowTiles;
            context.Add(new KernelCall
            {
                Kernel = Kernel,
                Buffers = [picture, weights, bias ?? weights, residual?.Range(start, count) ?? picture, output.Range(start, count)],
                Push = new Dictionary<string, PushValue>(g.PlanarExtents())
                {
                    ["count"] = checked((uint)invocations),
                    ["out_channels"] = g.OutChannels,
                    ["multiplier"] = g.GroupOutputs,
                    ["row_tiles"] = rowTiles,
                },
                Constants = new Dictionary<string, uint>(g.PlanarWindow())
                {
                    ["inside"] = g.RowTilesStayInside(Tile) ? 1u : 0u,
                    ["has_bias"] = bias is null ? 0u : 1u,
                    ["has_residual"] = hasResidual ? 1u : 0u,
                },
                Activation = activation,
                Invocations = invocations,
                MultiplyAdds = g.MultiplyAdds(count, g.OutChannels),
            });
        }
    }
}
