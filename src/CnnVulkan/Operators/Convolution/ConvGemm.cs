using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Plans;

namespace CnnVulkan.Operators;

/// <summary>Convolution as a matrix product in register tiles, with constant weights packed in the order the tiles read them.</summary>
internal static class ConvGemm
{
    internal static readonly Kernel Kernel = new(
        "conv2d_gemm",
        ["input", "weight", "bias", "residual", "out output"],
        [
            "uint count", "uint blocks", "uint groups", "uint group_inputs", "uint group_outputs", "uint out_channels",
            "uint first_channel", "uint in_h", "uint in_w", "uint out_h", "uint out_w", "uint row_tiles", "int pad_h", "int pad_w",
        ],
        [
            "out_tile", "pixel_vectors", "kernel_h", "kernel_w", "stride_h", "stride_w", "dilation_h", "dilation_w", "whole_vectors", "inside",
            "has_bias", "has_residual",
        ],
        activation: true);

    public static void Lower(LoweringContext context, ConvGeometry geometry, Activation activation, bool hasResidual, ConvTile? forced)
    {
        // A 1×1 filter at stride 1 sees a picture as one long row, which leaves no rest at the end of each row.
        ConvGeometry g = geometry.IsPointwise ? geometry.AsOneRow() : geometry;
        Tensor source = context.Value(1) ?? throw context.Error("packed weights need a constant");
        ConvTile tile = forced ?? ConvTile.For(g, context.Traits);
        TensorView weights = context.Constant(
            source,
            $"conv2d_gemm/g{g.Group}o{tile.Outputs}",
            new TensorShape(g.Group * ((g.GroupOutputs + tile.Outputs - 1) / tile.Outputs), g.GroupInputs * g.Taps * tile.Outputs),
            () => ConvWeights.Pack((Tensor<float>)source, g.Group, tile.Outputs));
        TensorView input = context.Input(0), output = context.Output(0);
        TensorView? bias = context.HasInput(2) ? context.Input(2) : null;
        TensorView? residual = hasResidual ? context.Input(3) : null;
        int blocks = (g.GroupOutputs + tile.Outputs - 1) / tile.Outputs;

        foreach ((int start, int count) in context.SplitOuter(g.Batch, input, output))
        {
            TensorView picture = input.Range(start, count);
            // Weights over one binding are split by block of output channels; within groups they are never that large.
            var ranges = g.Group == 1 ? context.SplitOuter(blocks, weights) : [(0, blocks)];
            foreach ((int firstBlock, int blockCount) in ranges)
            {
                TensorView filters = g.Group == 1 ? weights.Range(firstBlock, blockCount) : weights;
                TensorView[] buffers = [picture, filters, bias ?? filters, residual?.Range(start, count) ?? picture, output.Range(start, count)];
                KernelCall call = Call(g, count, firstBlock, blockCount, tile, buffers, activation);
                call.Constants["has_bias"] = bias is null ? 0u : 1u;
                call.Constants["has_residual"] = hasResidual ? 1u : 0u;
                context.Add(call);
            }
        }
    }

    private static KernelCall Call(ConvGeometry g, int batch, int firstBlock, int blocks, ConvTile tile, TensorView[] buffers, Activation activation)
    {
        int rowTiles = (g.Width.Output + tile.Pixels - 1) / tile.Pixels;
        long invocations = (long)batch * g.Group * blocks * g.Height.Output * rowTiles;
        // Whole vectors may start nowhere but at multiples of 4, and the last tile of a channel must not reach into the next.
        bool vectors = g.IsPointwise && g.Width.Input % tile.Pixels == 0 && buffers[0].Offset % 4 == 0;
        return new KernelCall
        {
            Kernel = Kernel,
            Buffers = buffers,
            Push = new Dictionary<string, PushValue>(g.PlanarExtents())
            {
                ["count"] = checked((uint)invocations),
                ["blocks"] = blocks,
                ["groups"] = g.Group,
                ["group_inputs"] = g.GroupInputs,
                ["group_outputs"] = g.GroupOutputs,
                ["out_channels"] = g.OutChannels,
                ["first_channel"] = firstBlock * tile.Outputs,
                ["row_tiles"] = rowTiles,
            },
            Constants = new Dictionary<string, uint>(g.PlanarWindow())
            {
                ["out_tile"] = (uint)tile.Outputs,
                ["pixel_vectors"] = (uint)tile.PixelVectors,
                ["whole_vectors"] = vectors ? 1u : 0u,
                ["inside"] = g.RowTilesStayInside(tile.Pixels) ? 1u : 0u,
            },
            Activation = activation,
            Invocations = invocations,
            MultiplyAdds = g.MultiplyAdds(batch, Math.Min(blocks * tile.Outputs, g.GroupOutputs - firstBlock * tile.Outputs) * g.Group),
        };
    }
}
