using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Plans;

namespace CnnVulkan.Operators;

/// <summary>Depthwise convolution of channel-packed pictures: a vector of weights for each vector of pixels.</summary>
internal static class PackedConvDepthwise
{
    /// <summary>Pixels of a row one invocation computes: with four, a row of a 3×3 filter loads six vectors instead of twelve.</summary>
    private const int MaxPixels = 4;

    internal static readonly (Kernel Storage, Kernel Texels) Kernels = PackedLayout.Kernels(
        "conv2d_depthwise_packed",
        ["texel input", "texel weight", "texel bias", "texel residual", "out output"],
        ["uint count", "uint channels", "uint in_h", "uint in_w", "uint out_h", "uint out_w", "uint row_tiles", "int pad_h", "int pad_w"],
        ["pixels", "kernel_h", "kernel_w", "stride_h", "stride_w", "dilation_h", "dilation_w", "inside", "has_bias", "has_residual"],
        activation: true);

    /// <summary>Whether what the shader unrolls, a tile's columns and a row of the filter, stays small enough to compile.</summary>
    public static bool Fits(ConvGeometry g) => (MaxPixels - 1L) * g.Width.Stride + g.Width.Kernel <= 32;

    public static void Lower(LoweringContext context, ConvGeometry g, Conv conv)
    {
        Tensor source = context.Value(1) ?? throw context.Error("packed weights need a constant");
        TensorView weights = context.Constant(source, "conv2d_depthwise_packed", () => PackedConvWeights.PackDepthwise((Tensor<float>)source));
        TensorView input = context.Input(0), output = context.Output(0);
        TensorView? bias = PackedConv.Bias(context, g);
        TensorView? residual = conv.HasResidual ? context.Input(3) : null;
        int vectors = PackedLayout.Vectors(g.OutChannels);
        int pixels = Math.Min(MaxPixels, g.Width.Output);
        int rowTiles = (g.Width.Output + pixels - 1) / pixels;
        foreach ((int start, int count) in context.SplitOuter(g.Batch, input, output))
        {
            TensorView picture = input.Range(start, count);
            long invocations = (long)count * vectors * g.Height.Output * rowTiles;
            context.Add(new KernelCall
            {
                Kernel = Kernels.For(context.Traits),
                Buffers = [picture, weights, bias ?? weights, residual?.Range(start, count) ?? picture, output.Range(start, count)],
                Push = new Dictionary<string, PushValue>(g.PlanarExtents())
                {
                    ["count"] = checked((uint)invocations),
                    ["channels"] = vectors,
                    ["row_tiles"] = rowTiles,
                },
                Constants = new Dictionary<string, uint>(g.PlanarWindow())
                {
                    ["pixels"] = (uint)pixels,
                    ["inside"] = g.RowTilesStayInside(pixels) ? 1u : 0u,
                    ["has_bias"] = bias is null ? 0u : 1u,
                    ["has_residual"] = residual is null ? 0u : 1u,
                },
                Activation = conv.Activation,
                Invocations = invocations,
                MultiplyAdds = g.MultiplyAdds(count, g.OutChannels),
            });
        }
    }
}
