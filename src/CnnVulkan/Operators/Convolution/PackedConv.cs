using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Plans;

namespace CnnVulkan.Operators;

/// <summary>
/// A planar convolution of channel-packed pictures. Inputs as <see cref="Conv"/>, pictures and residual packed, weights O×(C/group)×H×W
/// known at load.
/// </summary>
internal sealed class PackedConv(Conv conv) : Operator, ITunable
{
    internal static readonly (Kernel Storage, Kernel Texels) Kernels = PackedLayout.Kernels(
        "conv2d_packed",
        ["texel input", "texel weight", "texel bias", "texel residual", "out output"],
        [
            "uint count", "uint tiles", "uint pixels", "uint blocks", "uint groups", "uint group_inputs", "uint group_outputs", "uint out_channels",
            "uint first_channel", "uint in_h", "uint in_w", "uint out_h", "uint out_w", "int pad_h", "int pad_w",
        ],
        [
            "rows", "pixels", "lanes", "kernel_h", "kernel_w", "stride_h", "stride_w", "dilation_h", "dilation_w", "pointwise", "many", "inside",
            "has_bias", "has_residual", "whole",
        ],
        activation: true);

    /// <summary>Output channels per group from which shared-memory tiles, 32 channels high at least, are half full.</summary>
    private const int TiledMinOutputs = 16;

    public override string Type => "Conv";

    /// <summary>The convolution as it is on plain pictures.</summary>
    public Conv Conv { get; } = conv;

    /// <summary>Overrules the tile, for tests and the tuner.</summary>
    internal PackedConvTile? ForceTile { get; init; }

    /// <summary>Has the convolution done in shared-memory tiles of that size, for tests and the tuner.</summary>
    internal PackedConvTiled? ForceTiled { get; init; }

    /// <summary>Overrules whether minimal filtering is used where it fits, for tests and the tuner.</summary>
    internal bool? ForceWinograd { get; init; }

    public string TuningKey => $"packed {Conv.TuningKey}";

    public IReadOnlyList<string> Candidates(LoweringContext context) => ConvWays.OfPacked(Geometry(context.InputInfo(0), context.InputInfo(1)), context);

    /// <summary>Whether a convolution has a packed form: groups must not share a vector of channels.</summary>
    public static bool Fits(ConvGeometry g) => g.IsPlanar
        && (g.Group == 1
            || g.IsDepthwise && g.OutChannels % PackedLayout.Width == 0 && PackedConvDepthwise.Fits(g)
            || g.GroupInputs % PackedLayout.Width == 0 && g.GroupOutputs % PackedLayout.Width == 0);

    public override TensorInfo[] Infer(InferenceContext context)
    {
        ConvGeometry g = Geometry(context.Input(0), context.Input(1));
        return [new TensorInfo(new TensorShape(g.Batch, PackedLayout.Vectors(g.OutChannels), g.Height.Output, g.Width.Output, PackedLayout.Width), ElementType.Float32)];
    }

    public override long MultiplyAdds(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs)
    {
        ConvGeometry g = Geometry(inputs[0], inputs[1]);
        return g.MultiplyAdds(g.Batch, g.OutChannels);
    }

    public override void Lower(LoweringContext context)
    {
        ConvGeometry g = Geometry(context.InputInfo(0), context.InputInfo(1));
        if (context.Output(0).Count == 0)
            return;
        bool forced = ForceTile is not null || ForceTiled is not null || ForceWinograd is not null;
        if (!forced && context.Choice is { } choice && ConvWays.Named(choice, this, g, context) is { } chosen && Candidates(context).Contains(choice))
            chosen.Lower(context);
        else if (g.IsDepthwise)
            PackedConvDepthwise.Lower(context, g, Conv);
        else if (PackedConvWinograd.Fits(g, context) && (ForceWinograd ?? context.Traits.ReadsStorageInScalars && PackedConvWinograd.Pays(g, PackedConvTile.For(g, context))))
            PackedConvWinograd.Lower(context, g, Conv);
        else if (ForceTiled is not null || ForceTile is null && context.Traits.PrefersSharedMemory && g.GroupOutputs >= TiledMinOutputs)
            PackedConvTiled.Lower(context, g, Conv, ForceTiled ?? PackedConvTiled.For(g, context.Traits));
        else
            LowerProduct(context, g);
    }

    /// <summary>The bias, if there is one, filled up to whole vectors.</summary>
    internal static TensorView? Bias(LoweringContext context, ConvGeometry g)
    {
        if (!context.HasInput(2))
            return null;
        Tensor source = context.Value(2) ?? throw context.Error("a packed bias needs a constant");
        return context.Constant(source, "packed/bias", () =>
        {
            var packed = new Tensor<float>(new TensorShape(PackedLayout.Vectors(g.OutChannels) * PackedLayout.Width));
            ((Tensor<float>)source).Data.AsSpan(0, g.OutChannels).CopyTo(packed.Data);
            return packed;
        });
    }

    private ConvGeometry Geometry(TensorInfo input, TensorInfo weights)
    {
        TensorShape plain = PackedLayout.Unpack(input.Shape, weights.Shape[1] * Conv.Group);
        return ConvGeometry.Of(Conv.Window, Conv.Group, input with { Shape = plain }, weights);
    }

    private void LowerProduct(LoweringContext context, ConvGeometry geometry)
    {
        ConvGeometry g = geometry.IsPointwise ? geometry.AsOneRow() : geometry;
        Tensor source = context.Value(1) ?? throw context.Error("packed weights need a constant");
        PackedConvTile tile = ForceTile ?? PackedConvTile.For(g, context);
        int blocks = (g.GroupOutputs + tile.Rows - 1) / tile.Rows;
        TensorView weights = context.Constant(
            source,
            $"conv2d_packed/g{g.Group}r{tile.Rows}",
            PackedConvWeights.PackedShape(g.Group, g.GroupOutputs, g.GroupInputs, g.Taps, tile.Rows),
            () => PackedConvWeights.Pack((Tensor<float>)source, g.Group, tile.Rows));
        TensorView input = context.Input(0), output = context.Output(0);
        TensorView? bias = Bias(context, g);
        TensorView? residual = Conv.HasResidual ? context.Input(3) : null;

        foreach ((int start, int count) in context.SplitOuter(g.Batch, input, output))
        {
            TensorView picture = input.Range(start, count);
            // Weights over one binding are split by block of output channels; within groups they are never that large.
            var ranges = g.Group == 1 ? context.SplitOuter(blocks, weights) : [(0, blocks)];
            foreach ((int firstBlock, int blockCount) in ranges)
            {
                TensorView filters = g.Group == 1 ? weights.Range(firstBlock, blockCount) : weights;
                TensorView[] buffers = [picture, filters, bias ?? filters, residual?.Range(start, count) ?? picture, output.Range(start, count)];
                context.Add(Call(context, g, Conv.Activation, count, firstBlock, blockCount, tile, buffers, bias is not null, residual is not null));
            }
        }
    }

    /// <summary>One dispatch over some pictures and some blocks of output channels; reports count <paramref name="multiplyAdds"/>.</summary>
    internal static KernelCall Call(
        LoweringContext context,
        ConvGeometry g,
        Activation activation,
        int batch,
        int firstBlock,
        int blocks,
        PackedConvTile tile,
        TensorView[] buffers,
        bool hasBias,
        bool hasResidual,
        long? multiplyAdds = null)
    {
        long pixels = (long)batch * g.OutPixels;
        int perTile = tile.Lanes * tile.Pixels;
        long tiles = (pixels + perTile - 1) / perTile;
        long count = g.Group * blocks * tiles;
        int outputs = Math.Min(blocks * tile.Rows, g.GroupOutputs - firstBlock * tile.Rows) * g.Group;
        return new KernelCall
        {
            Kernel = Kernels.For(context.Traits),
            Buffers = buffers,
            Push = new Dictionary<string, PushValue>(g.PlanarExtents())
            {
                ["count"] = checked((uint)count),
                ["tiles"] = checked((uint)tiles),
                ["pixels"] = checked((uint)pixels),
                ["blocks"] = blocks,
                ["groups"] = g.Group,
                ["group_inputs"] = PackedLayout.Vectors(g.GroupInputs),
                ["group_outputs"] = PackedLayout.Vectors(g.GroupOutputs),
                ["out_channels"] = PackedLayout.Vectors(g.OutChannels),
                ["first_channel"] = firstBlock * tile.Rows / PackedLayout.Width,
            },
            Constants = new Dictionary<string, uint>(g.PlanarWindow())
            {
                ["rows"] = (uint)tile.Rows,
                ["pixels"] = (uint)tile.Pixels,
                ["lanes"] = (uint)tile.Lanes,
                ["pointwise"] = g.IsPointwise ? 1u : 0u,
                ["many"] = batch > 1 ? 1u : 0u,
                ["inside"] = g.RowTilesStayInside(1) ? 1u : 0u,
                ["has_bias"] = hasBias ? 1u : 0u,
                ["has_residual"] = hasResidual ? 1u : 0u,
                ["whole"] = PackedLayout.Vectors(g.GroupOutputs) % (tile.Rows / PackedLayout.Width) == 0 ? 1u : 0u,
            },
            Activation = activation,
            Invocations = count * tile.Lanes,
            WorkgroupSize = PackedLayout.WorkgroupSize(context.Limits, tile.Lanes),
            MultiplyAdds = multiplyAdds ?? g.MultiplyAdds(batch, outputs),
        };
    }
}
