using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Plans;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>
/// 3×3 convolution at stride 1 by minimal filtering F(4×4, 3×3): 36 products where the plain way takes 144, between a transformation of the
/// picture and one of the result (Lavin and Gray 2015). Its rounding error is some ten times that of the plain way, which 32-bit floats
/// bear and 16-bit floats do not.
/// </summary>
internal static class PackedConvWinograd
{
    /// <summary>Pixels along one side of a tile.</summary>
    public const int Tile = 4;

    /// <summary>Products per tile: each stands for a matrix product of its own.</summary>
    public const int Products = WinogradFilter.Reach * WinogradFilter.Reach;

    /// <summary>Scratch memory above which pictures of a batch are taken one after the other.</summary>
    private const long MaxScratchBytes = 32 << 20;

    internal static readonly (Kernel Storage, Kernel Texels) Input = PackedLayout.Kernels(
        "winograd_input",
        ["texel input", "out output"],
        ["uint count", "uint channels", "uint tiles", "uint tiles_h", "uint tiles_w", "uint in_h", "uint in_w", "int pad_h", "int pad_w"]);

    internal static readonly (Kernel Storage, Kernel Texels) Output = PackedLayout.Kernels(
        "winograd_output",
        ["texel input", "texel bias", "texel residual", "out output"],
        ["uint count", "uint channels", "uint tiles", "uint tiles_h", "uint tiles_w", "uint out_h", "uint out_w"],
        ["has_bias", "has_residual"],
        activation: true);

    /// <summary>Whether it can compute a convolution at all.</summary>
    public static bool Fits(ConvGeometry g, LoweringContext context) => g.Group == 1 && IsThreeAtStrideOne(g.Height) && IsThreeAtStrideOne(g.Width)
        && context.Precision == Precision.Float32 && BytesPerPicture(g) <= context.Limits.MaxBindingBytes
        && BytesOfWeights(g) <= (context.Traits.ReadsStorageInScalars ? context.Limits.MaxTexelBufferElements * 16 : context.Limits.MaxBindingBytes);

    /// <summary>
    /// Whether it is worth its transformations, from times measured on llvmpipe (two cores, per element of a lane): a product takes 0.014 ns
    /// either way, transforming a vector of the picture about 3 ns and of the result about 2.5 ns. Weights take four times the memory, so
    /// it must save a third.
    /// </summary>
    public static bool Pays(ConvGeometry g, PackedConvTile tile)
    {
        long Padded(long pixels) => (pixels + tile.Lanes * tile.Pixels - 1) / (tile.Lanes * tile.Pixels) * (tile.Lanes * tile.Pixels);
        double inputs = PackedLayout.Vectors(g.InChannels) * 4.0, outputs = PackedLayout.Vectors(g.OutChannels) * 4.0;
        long tiles = (long)g.Batch * Tiles(g.Height) * Tiles(g.Width);
        double plain = 9 * inputs * outputs * Padded((long)g.Batch * g.OutPixels) * 0.014;
        double minimal = Products * inputs * outputs * Padded(tiles) * 0.014 + Products * tiles * (inputs * 0.8 + outputs * 0.6);
        return minimal * 1.5 < plain;
    }

    public static void Lower(LoweringContext context, ConvGeometry g, Conv conv)
    {
        var source = (Tensor<float>)(context.Value(1) ?? throw context.Error("packed weights need a constant"));
        ConvGeometry product = Product(g, 1);
        PackedConvTile tile = PackedConvTile.For(product, context);
        TensorView weights = context.Constant(
            source,
            $"winograd/r{tile.Rows}",
            PackedConvWeights.PackedShape(Products, product.GroupOutputs, g.InChannels, taps: 1, tile.Rows),
            () => PackedConvWeights.Pack(WinogradFilter.Transform(source, product.GroupOutputs), Products, tile.Rows));
        TensorView input = context.Input(0), output = context.Output(0);
        TensorView? residual = conv.HasResidual ? context.Input(3) : null;
        int most = (int)Math.Max(Math.Min(MaxScratchBytes, context.Limits.MaxBindingBytes) / BytesPerPicture(g), 1);
        for (int start = 0; start < g.Batch; start += most)
        {
            int count = Math.Min(most, g.Batch - start);
            LowerPictures(context, g, conv, weights, input.Range(start, count), residual?.Range(start, count), output.Range(start, count));
        }
    }

    private static void LowerPictures(
        LoweringContext context, ConvGeometry g, Conv conv, TensorView weights, TensorView input, TensorView? residual, TensorView output)
    {
        int batch = input.Shape[0], inVectors = input.Shape[1], outVectors = output.Shape[1];
        int tilesHigh = Tiles(g.Height), tilesWide = Tiles(g.Width), tiles = batch * tilesHigh * tilesWide;
        var common = new Dictionary<string, PushValue> { ["tiles"] = tiles, ["tiles_h"] = tilesHigh, ["tiles_w"] = tilesWide };
        TensorView transformed = context.Scratch("winograd/input", new TensorShape(1, Products * inVectors, 1, tiles, PackedLayout.Width), StorageType.Float32);
        TensorView products = context.Scratch("winograd/products", new TensorShape(1, Products * outVectors, 1, tiles, PackedLayout.Width), StorageType.Float32);
        context.Add(new KernelCall
        {
            Kernel = Input.For(context.Traits),
            Buffers = [input, transformed],
            Push = new Dictionary<string, PushValue>(common)
            {
                ["count"] = inVectors * tiles,
                ["channels"] = inVectors,
                ["in_h"] = g.Height.Input,
                ["in_w"] = g.Width.Input,
                ["pad_h"] = g.Height.PadBegin,
                ["pad_w"] = g.Width.PadBegin,
            },
            Invocations = inVectors * tiles,
        });

        ConvGeometry product = Product(g, tiles);
        PackedConvTile tile = PackedConvTile.For(product, context);
        int blocks = (product.GroupOutputs + tile.Rows - 1) / tile.Rows;
        context.Add(PackedConv.Call(context, product, Activation.None, 1, 0, blocks, tile, [transformed, weights, weights, transformed, products], false, false, g.MultiplyAdds(batch, g.OutChannels)));

        TensorView? bias = PackedConv.Bias(context, g);
        context.Add(new KernelCall
        {
            Kernel = Output.For(context.Traits),
            Buffers = [products, bias ?? weights, residual ?? products, output],
            Push = new Dictionary<string, PushValue>(common)
            {
                ["count"] = outVectors * tiles,
                ["channels"] = outVectors,
                ["out_h"] = g.Height.Output,
                ["out_w"] = g.Width.Output,
            },
            Constants = new Dictionary<string, uint> { ["has_bias"] = bias is null ? 0u : 1u, ["has_residual"] = residual is null ? 0u : 1u },
            Activation = conv.Activation,
            Invocations = outVectors * tiles,
        });
    }

    /// <summary>The matrix products as one pointwise convolution in 36 groups over the tiles as pixels.</summary>
    private static ConvGeometry Product(ConvGeometry g, int tiles)
    {
        int inputs = PackedLayout.Vectors(g.InChannels) * PackedLayout.Width, outputs = PackedLayout.Vectors(g.OutChannels) * PackedLayout.Width;
        WindowAxis row = WindowAxis.Single with { Input = tiles, Output = tiles };
        return new ConvGeometry(1, Products * inputs, Products * outputs, Products, [WindowAxis.Single, WindowAxis.Single, row]);
    }

    /// <summary>With at most 32 rows in a block, some of which may be empty.</summary>
    private static long BytesOfWeights(ConvGeometry g) => (long)Products * PackedLayout.Vectors(g.InChannels) * 16 * ((g.OutChannels + 31) / 32 * 32);

    private static long BytesPerPicture(ConvGeometry g)
        => (long)Products * Math.Max(PackedLayout.Vectors(g.InChannels), PackedLayout.Vectors(g.OutChannels)) * 16 * Tiles(g.Height) * Tiles(g.Width);

    private static int Tiles(WindowAxis axis) => (axis.Output + Tile - 1) / Tile;

    private static bool IsThreeAtStrideOne(WindowAxis axis) => axis is { Kernel: 3, Stride: 1, Dilation: 1 };
}
