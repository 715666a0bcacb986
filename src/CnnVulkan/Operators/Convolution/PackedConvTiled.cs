using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Plans;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>Convolution of channel-packed pictures in tiles that a workgroup stages in shared memory, for GPUs.</summary>
/// <param name="Rows">Vectors of output channels one invocation computes.</param>
/// <param name="Pixels">Pixels one invocation computes.</param>
/// <param name="Splits">Workgroups that share the sum over taps and channels.</param>
internal readonly record struct PackedConvTiled(int Rows, int Pixels, int Splits)
{
    /// <summary>Invocations along each side of a workgroup, and vectors of input channels staged at once; those of the shader.</summary>
    private const int Side = 8, Depth = 4;

    /// <summary>Steps a split takes at least: fewer, and starting and folding cost more than they save.</summary>
    private const int MinSteps = 8;

    internal static readonly Kernel Kernel = new(
        "conv2d_tiled",
        ["input", "weight", "bias", "residual", "out output", "out partial"],
        [
            "uint count", "uint tiles", "uint pixels", "uint blocks", "uint groups", "uint group_inputs", "uint group_outputs", "uint out_channels",
            "uint first_channel", "uint chunks", "uint steps_each", "uint in_h", "uint in_w", "uint out_h", "uint out_w", "int pad_h", "int pad_w",
        ],
        ["rows", "pixels", "kernel_h", "kernel_w", "stride_h", "stride_w", "dilation_h", "dilation_w", "split", "has_bias", "has_residual"],
        activation: true);

    internal static readonly Kernel Reduce = new(
        "conv2d_reduce",
        ["partial", "bias", "residual", "out output"],
        ["uint count", "uint splits", "uint channels", "uint pixels", "uint plane"],
        ["has_bias", "has_residual"],
        activation: true);

    /// <summary>Vectors of output channels of a workgroup.</summary>
    public int TileRows => Side * Rows;

    /// <summary>Pixels of a workgroup.</summary>
    public int TilePixels => Side * Pixels;

    /// <summary>The largest tile that leaves enough workgroups, then as many splits as fill up.</summary>
    public static PackedConvTiled For(ConvGeometry g, DeviceTraits traits)
    {
        long pixels = (long)g.Batch * g.OutPixels;
        long Groups(PackedConvTiled t) => Up(pixels, t.TilePixels) * Up(PackedLayout.Vectors(g.GroupOutputs), t.TileRows) * g.Group;
        var large = new PackedConvTiled(2, 8, 1);
        var small = new PackedConvTiled(1, 4, 1);
        PackedConvTiled tile = Groups(large) >= traits.Workgroups ? large : small;
        long splits = Math.Min(traits.Workgroups / Math.Max(Groups(tile), 1), Steps(g) / MinSteps);
        return tile with { Splits = (int)Math.Max(splits, 1) };
    }

    public static void Lower(LoweringContext context, ConvGeometry g, Conv conv, PackedConvTiled tile)
    {
        var source = (Tensor<float>)(context.Value(1) ?? throw context.Error("packed weights need a constant"));
        TensorView weights = context.Constant(
            source,
            $"conv2d_tiled/g{g.Group}r{tile.TileRows}",
            PackedConvWeights.TiledShape(source.Shape, g.Group, tile.TileRows, Depth),
            () => PackedConvWeights.PackTiled(source, g.Group, tile.TileRows, Depth));
        TensorView input = context.Input(0), output = context.Output(0);
        TensorView? bias = PackedConv.Bias(context, g);
        TensorView? residual = conv.HasResidual ? context.Input(3) : null;
        int blocks = (int)Up(PackedLayout.Vectors(g.GroupOutputs), tile.TileRows);
        foreach ((int start, int count) in context.SplitOuter(g.Batch, input, output))
        {
            TensorView[] views = [input.Range(start, count), weights, bias ?? weights, residual?.Range(start, count) ?? input, output.Range(start, count)];
            // Weights over one binding are split by block of output channels; within groups they are never that large.
            var ranges = g.Group == 1 ? context.SplitOuter(blocks, weights) : [(0, blocks)];
            foreach ((int firstBlock, int blockCount) in ranges)
            {
                if (g.Group == 1)
                    views[1] = weights.Range(firstBlock, blockCount);
                tile.Add(context, g with { Batch = count }, conv, firstBlock, blockCount, views, bias is not null, ranges.Length == 1);
            }
        }
    }

    private void Add(
        LoweringContext context, ConvGeometry g, Conv conv, int firstBlock, int blocks, TensorView[] views, bool hasBias, bool maySplit)
    {
        int pixels = checked(g.Batch * g.OutPixels), vectors = PackedLayout.Vectors(g.OutChannels);
        long steps = Steps(g), each = Up(steps, maySplit ? Splits : 1);
        int splits = (int)Up(steps, each);
        if (splits > 1 && (long)splits * vectors * pixels * 16 > context.Limits.MaxBindingBytes)
            (splits, each) = (1, steps);
        TensorView partial = splits == 1
            ? views[4]
            : context.Scratch("partial", new TensorShape(splits, vectors, pixels, PackedLayout.Width), StorageType.Float32);
        int outputs = Math.Min(blocks * TileRows * PackedLayout.Width, g.GroupOutputs - firstBlock * TileRows * PackedLayout.Width) * g.Group;
        long tiles = Up(pixels, TilePixels), workgroups = splits * g.Group * blocks * tiles;
        context.Add(new KernelCall
        {
            Kernel = Kernel,
            Buffers = [.. views, partial],
            Push = new Dictionary<string, PushValue>(g.PlanarExtents())
            {
                ["count"] = checked((uint)workgroups),
                ["tiles"] = checked((uint)tiles),
                ["pixels"] = pixels,
                ["blocks"] = blocks,
                ["groups"] = g.Group,
                ["group_inputs"] = PackedLayout.Vectors(g.GroupInputs),
                ["group_outputs"] = PackedLayout.Vectors(g.GroupOutputs),
                ["out_channels"] = vectors,
                ["first_channel"] = firstBlock * TileRows,
                ["chunks"] = (int)Up(PackedLayout.Vectors(g.GroupInputs), Depth),
                ["steps_each"] = checked((uint)each),
            },
            Constants = new Dictionary<string, uint>(g.PlanarWindow())
            {
                ["rows"] = (uint)Rows,
                ["pixels"] = (uint)Pixels,
                ["split"] = splits > 1 ? 1u : 0u,
                ["has_bias"] = hasBias ? 1u : 0u,
                ["has_residual"] = conv.HasResidual ? 1u : 0u,
            },
            Activation = splits > 1 ? Activation.None : conv.Activation,
            Invocations = workgroups * Side * Side,
            WorkgroupSize = Side * Side,
            MultiplyAdds = g.MultiplyAdds(g.Batch, outputs),
        });
        if (splits > 1)
            AddReduction(context, g, conv, splits, partial, views, hasBias);
    }

    private static void AddReduction(LoweringContext context, ConvGeometry g, Conv conv, int splits, TensorView partial, TensorView[] views, bool hasBias)
    {
        int pixels = g.Batch * g.OutPixels, vectors = PackedLayout.Vectors(g.OutChannels);
        context.Add(new KernelCall
        {
            Kernel = Reduce,
            Buffers = [partial, views[2], views[3], views[4]],
            Push = new Dictionary<string, PushValue>
            {
                ["count"] = vectors * pixels,
                ["splits"] = splits,
                ["channels"] = vectors,
                ["pixels"] = pixels,
                ["plane"] = g.OutPixels,
            },
            Constants = new Dictionary<string, uint> { ["has_bias"] = hasBias ? 1u : 0u, ["has_residual"] = conv.HasResidual ? 1u : 0u },
            Activation = conv.Activation,
            Invocations = (long)vectors * pixels,
            Variant = views[4].Type,
        });
    }

    private static long Steps(ConvGeometry g) => g.Taps * Up(PackedLayout.Vectors(g.GroupInputs), Depth);

    private static long Up(long value, long step) => (value + step - 1) / step;
}
