using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>
/// A matrix product in tiles that a workgroup stages in shared memory, for GPUs. Where there are too few tiles for the device several workgroups
/// share each sum, and a second dispatch adds up the parts in a fixed order.
/// </summary>
/// <remarks>A tile's rows are vectors of output channels, its columns pixels, of one invocation.</remarks>
internal sealed class TiledConv : ConvAlgorithm
{
    /// <summary>Invocations along each side of a workgroup, and vectors of input channels staged at once; those of the shader.</summary>
    private const int Side = 8, Depth = 4;

    /// <summary>Steps a part of a sum takes at least: fewer, and starting and folding cost more than they save.</summary>
    private const int MinSteps = 8;

    public override string Name => "tiled";

    public override bool Fits(ConvProblem problem) => problem.IsProductOfVectors && !problem.Device.Traits.ReadsStorageInScalars;

    /// <summary>The largest tile that leaves enough workgroups, then as many parts of each sum as fill up.</summary>
    public override IReadOnlyList<TileSize> Tiles(ConvProblem problem)
    {
        TileSize first = RuleTile(problem);
        IEnumerable<TileSize> others = new[] { (1, 4), (1, 8), (2, 4), (2, 8) }.SelectMany(t => new[] { 1, 2, 4, 8, 16 }.Select(splits => new TileSize(t.Item1, t.Item2, splits)));
        return [first, .. others.Where(t => t != first)];
    }

    public override double Cost(ConvProblem problem)
    {
        ConvGeometry g = problem.Geometry;
        const int LeastRows = Side * Layouts.Width;
        return problem.Device.Traits.PrefersSharedMemory
            ? g.Group * (Up(g.GroupOutputs, LeastRows) * (double)LeastRows) * g.GroupInputs * g.Taps * g.Batch * g.OutPixels
            : double.PositiveInfinity;
    }

    public override void Lower(LoweringContext context, ConvProblem problem, TileSize tile)
    {
        ConvGeometry whole = problem.Geometry;
        int tileRows = Side * tile.Rows;
        TensorView weights = Weights(
            context,
            new WeightOrder(
                $"tiled/g{whole.Group}r{tileRows}", whole.Group, whole.GroupOutputs, whole.GroupInputs, whole.Taps, tileRows * Layouts.Width, 1, Depth * Layouts.Width),
            source => ConvWeights.ForTiles(source, whole, tileRows, Depth));
        TensorView? bias = Bias(context, problem);
        ForEachPart(context, problem, weights, (int)Up(Layouts.Vectors(whole.GroupOutputs), tileRows), part => Add(context, problem, part, tile, bias));
    }

    private static void Add(LoweringContext context, ConvProblem problem, ConvPart part, TileSize tile, TensorView? bias)
    {
        ConvGeometry g = part.Geometry;
        int tileRows = Side * tile.Rows, tilePixels = Side * tile.Columns;
        int pixels = checked(g.Batch * g.OutPixels), vectors = Layouts.Vectors(g.OutChannels);
        long steps = Math.Max(Steps(g), 1), each = Up(steps, part.IsWhole ? Math.Max(tile.Splits, 1) : 1);
        int splits = (int)Up(steps, each);
        if (splits > 1 && (long)splits * vectors * pixels * 16 > context.Limits.MaxBindingBytes)
            (splits, each) = (1, steps);
        TensorView? partial = splits == 1 ? null : context.Scratch("partial", new TensorShape(splits, vectors, pixels, Layouts.Width), StorageType.Float32);
        int outputs = Math.Min(part.Blocks * tileRows * Layouts.Width, g.GroupOutputs - part.FirstBlock * tileRows * Layouts.Width) * g.Group;
        long tiles = Up(pixels, tilePixels), workgroups = splits * g.Group * part.Blocks * tiles;
        context.Add(new Conv2dTiledCall
        {
            Input = part.Input,
            Weight = part.Weights,
            Bias = bias,
            Residual = part.Residual,
            Gate = part.Gate,
            Output = part.Output,
            Partial = partial,
            Count = workgroups,
            Tiles = tiles,
            Pixels = pixels,
            Blocks = part.Blocks,
            Groups = g.Group,
            GroupInputs = Layouts.Vectors(g.GroupInputs),
            GroupOutputs = Layouts.Vectors(g.GroupOutputs),
            OutChannels = vectors,
            FirstChannel = part.FirstBlock * tileRows,
            Chunks = Up(Layouts.Vectors(g.GroupInputs), Depth),
            StepsEach = each,
            PlanarExtents = g.PlanarExtents,
            PlanarWindow = g.PlanarWindow,
            LaneRows = tile.Rows,
            LanePixels = tile.Columns,
            LastChannels = g.LastChannels,
            Activation = partial is null ? problem.Activation : Activation.None,
            Invocations = workgroups * Side * Side,
            WorkgroupSize = Side * Side,
            MultiplyAdds = g.MultiplyAdds(g.Batch, outputs),
        });
        if (partial is null)
            return;
        context.Add(new Conv2dTiledReduceCall
        {
            Partial = partial,
            Bias = bias,
            Residual = part.Residual,
            Gate = part.Gate,
            Output = part.Output,
            Count = vectors * pixels,
            Splits = splits,
            Channels = vectors,
            Pixels = pixels,
            Plane = g.OutPixels,
            LastChannels = g.LastChannels,
            Activation = problem.Activation,
            Invocations = (long)vectors * pixels,
            ElementType = part.Output.Type,
        });
    }

    private static TileSize RuleTile(ConvProblem problem)
    {
        ConvGeometry g = problem.Geometry;
        long pixels = (long)g.Batch * g.OutPixels;
        long Workgroups(TileSize t) => Up(pixels, Side * t.Columns) * Up(Layouts.Vectors(g.GroupOutputs), Side * t.Rows) * g.Group;
        TileSize large = new(2, 8, 1), small = new(1, 4, 1);
        TileSize tile = Workgroups(large) >= problem.Device.Traits.Workgroups ? large : small;
        long splits = Math.Min(problem.Device.Traits.Workgroups / Math.Max(Workgroups(tile), 1), Steps(g) / MinSteps);
        return tile with { Splits = (int)Math.Max(splits, 1) };
    }

    private static long Steps(ConvGeometry g) => g.Taps * Up(Layouts.Vectors(g.GroupInputs), Depth);

    private static long Up(long value, long step) => (value + step - 1) / step;
}
