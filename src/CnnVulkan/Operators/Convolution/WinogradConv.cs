using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>
/// 3×3 convolution at stride 1 by minimal filtering F(side×side, 3×3), between a transformation of the picture and one of the result (Lavin and
/// Gray 2015): with tiles of 4 it takes 36 products where the plain way takes 144, with tiles of 2 it takes 16 where the plain way takes 36. The
/// rounding error of the former is some ten times that of the plain way, which 32-bit floats bear and 16-bit floats do not; that of the latter is
/// no larger in 32 bits and twice as large in 16.
/// </summary>
/// <param name="side">Pixels along one side of a tile: 2 or 4.</param>
internal sealed class WinogradConv(int side) : ConvAlgorithm
{
    /// <summary>Scratch memory above which pictures of a batch are taken one after the other.</summary>
    private const long MaxScratchBytes = 32 << 20;

    /// <summary>Weights take four times the memory, so it must save a third; computed ones only while they are used.</summary>
    private const double LeastGain = 1.5, LeastGainOfComputed = 1.15;

    public override string Name => side == 4 ? "winograd" : "winograd2";

    /// <summary>Products per tile: each stands for a matrix product of its own.</summary>
    private int Products => WinogradFilter.Reach(side) * WinogradFilter.Reach(side);

    public override bool Fits(ConvProblem problem)
    {
        ConvGeometry g = problem.Geometry;
        return problem.Layout == Layout.Nc4hw && (problem.Precision == Precision.Float32 || (side == 2 && problem.HasConstantWeights))
            && g.IsPlanar && g.Group == 1 && IsThreeAtStrideOne(g.Height) && IsThreeAtStrideOne(g.Width)
            && BytesPerPicture(g) <= problem.Device.Limits.MaxBindingBytes
            && BytesOfWeights(g) <= (problem.Device.Traits.ReadsStorageInScalars ? problem.Device.Limits.MaxTexelBufferElements * 16 : problem.Device.Limits.MaxBindingBytes);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Times measured on llvmpipe (two cores, per element of a lane): a product takes 0.014 ns either way, transforming a vector of the picture about
    /// 3 ns and of the result about 2.5 ns. Elsewhere it was never measured, and only the tuner chooses it. So it does tiles of 2
    /// everywhere: in 32 bits they took 1.3 to 1.6 times as long as tiles of 4 from 14×14 pixels up, but at 7×7×512 2.0 ms where those took 3.2 and
    /// the plain way 3.1; in 16 bits 2.0 ms at 14×14×256 where the plain way took 3.4, and as long as it at 56×56×64.
    /// </remarks>
    public override double Cost(ConvProblem problem)
    {
        const double Product = 0.014, TransformInput = 0.8, TransformOutput = 0.6, TransformFilter = 4;
        if (side != 4 || !problem.Device.Traits.ReadsStorageInScalars)
            return double.PositiveInfinity;
        ConvGeometry g = problem.Geometry;
        double inputs = Layouts.Vectors(g.InChannels) * 4.0, outputs = Layouts.Vectors(g.OutChannels) * 4.0;
        long tiles = (long)g.Batch * Tiles(g.Height) * Tiles(g.Width);
        // In the tile that the plain product would take: the products' own is as large.
        int perTile = (int)problem.Device.Limits.SubgroupSize * SubgroupConv.RuleTile(problem).Columns;
        long padded = (tiles + perTile - 1) / perTile * perTile;
        double pictures = Products * inputs * outputs * padded + Products * tiles * (inputs * TransformInput + outputs * TransformOutput) / Product;
        return problem.HasConstantWeights ? LeastGain * pictures : LeastGainOfComputed * pictures + Products * inputs * outputs * TransformFilter / Product;
    }

    public override void Lower(LoweringContext context, ConvProblem problem, TileSize tile)
    {
        ConvGeometry g = problem.Geometry;
        ConvProblem product = Product(problem, 1);
        TileSize productTile = SubgroupConv.RuleTile(product);
        int outputs = product.Geometry.GroupOutputs;
        var order = new WeightOrder($"{Name}/r{productTile.Rows}", Products, outputs, g.InChannels, 1, productTile.Rows, Layouts.Width);
        TensorView weights = context.Value(1) is null
            ? Transformed(context, g, order)
            : Weights(context, order, source => ConvWeights.ForSubgroup(WinogradFilter.Transform(source, side, outputs), Products, productTile.Rows));
        TensorView? bias = Bias(context, problem);
        TensorView input = context.Input(0), output = context.Output(0);
        TensorView? residual = problem.HasResidual ? context.Input(3) : null, gate = problem.HasGate ? context.Input(4) : null;
        int most = (int)Math.Max(Math.Min(MaxScratchBytes, context.Limits.MaxBindingBytes) / BytesPerPicture(g), 1);
        for (int start = 0; start < g.Batch; start += most)
        {
            int count = Math.Min(most, g.Batch - start);
            Add(context, problem with { Geometry = g with { Batch = count } }, input.Range(start, count), weights, bias, residual?.Range(start, count), gate?.Range(start, count), output.Range(start, count));
        }
    }

    /// <summary>Transforms weights on the GPU, in front of the kernels that read them.</summary>
    private TensorView Transformed(LoweringContext context, ConvGeometry g, WeightOrder order)
    {
        TensorView arranged = context.Scratch(order.Name, order.Shape, context.Input(1).Type);
        int vectors = Layouts.Vectors(g.InChannels);
        long perProduct = (long)order.Blocks * vectors * order.Rows;
        context.Add(new Conv2dWinogradFilterCall
        {
            Input = context.Input(1),
            Output = arranged,
            Count = perProduct,
            Inputs = g.InChannels,
            Outputs = g.OutChannels,
            Rows = order.Rows,
            Vectors = vectors,
            Tile = side,
            Invocations = perProduct,
        });
        return arranged;
    }

    private void Add(
        LoweringContext context, ConvProblem problem, TensorView input, TensorView weights, TensorView? bias, TensorView? residual, TensorView? gate, TensorView output)
    {
        ConvGeometry g = problem.Geometry;
        int inVectors = Layouts.Vectors(g.InChannels), outVectors = Layouts.Vectors(g.OutChannels);
        int tilesHigh = Tiles(g.Height), tilesWide = Tiles(g.Width), tiles = g.Batch * tilesHigh * tilesWide;
        TensorView transformed = context.Scratch($"{Name}/input", new TensorShape(1, Products * inVectors, 1, tiles, Layouts.Width), input.Type);
        TensorView products = context.Scratch($"{Name}/products", new TensorShape(1, Products * outVectors, 1, tiles, Layouts.Width), input.Type);
        context.Add(new Conv2dWinogradInputCall
        {
            Input = input,
            Output = transformed,
            Count = inVectors * tiles,
            Channels = inVectors,
            Tiles = tiles,
            TilesH = tilesHigh,
            TilesW = tilesWide,
            InH = g.Height.Input,
            InW = g.Width.Input,
            PadH = g.Height.PadBegin,
            PadW = g.Width.PadBegin,
            Tile = side,
            Invocations = inVectors * tiles,
        });
        ConvProblem product = Product(problem, tiles);
        TileSize tile = SubgroupConv.RuleTile(product);
        var part = new ConvPart(product.Geometry, transformed, weights, null, null, products, 0, SubgroupConv.Blocks(product.Geometry, tile), IsWhole: true);
        context.Add(SubgroupConv.Call(product, part, tile, bias: null, g.MultiplyAdds(g.Batch, g.OutChannels)));
        context.Add(new Conv2dWinogradOutputCall
        {
            Input = products,
            Bias = bias,
            Residual = residual,
            Gate = gate,
            Output = output,
            Count = outVectors * tiles,
            Channels = outVectors,
            Tiles = tiles,
            TilesH = tilesHigh,
            TilesW = tilesWide,
            OutH = g.Height.Output,
            OutW = g.Width.Output,
            LastChannels = g.LastChannels,
            Tile = side,
            Activation = problem.Activation,
            Invocations = outVectors * tiles,
        });
    }

    /// <summary>The matrix products as one pointwise convolution in a group per product over the tiles as pixels.</summary>
    private ConvProblem Product(ConvProblem problem, int tiles)
    {
        int inputs = Layouts.Vectors(problem.Geometry.InChannels) * Layouts.Width, outputs = Layouts.Vectors(problem.Geometry.OutChannels) * Layouts.Width;
        WindowAxis row = WindowAxis.Single with { Input = tiles, Output = tiles };
        return problem with
        {
            Geometry = new ConvGeometry(1, Products * inputs, Products * outputs, Products, [WindowAxis.Single, WindowAxis.Single, row]),
            Activation = Activation.None,
        };
    }

    /// <summary>With at most 32 rows in a block, some of which may be empty.</summary>
    private long BytesOfWeights(ConvGeometry g) => (long)Products * Layouts.Vectors(g.InChannels) * 16 * ((g.OutChannels + 31) / 32 * 32);

    private long BytesPerPicture(ConvGeometry g)
        => (long)Products * Math.Max(Layouts.Vectors(g.InChannels), Layouts.Vectors(g.OutChannels)) * 16 * Tiles(g.Height) * Tiles(g.Width);

    private int Tiles(WindowAxis axis) => (axis.Output + side - 1) / side;

    private static bool IsThreeAtStrideOne(WindowAxis axis) => axis is { Kernel: 3, Stride: 1, Dilation: 1 };
}
