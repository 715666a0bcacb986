using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>
/// A matrix product in register tiles, pixels read from the picture as it is. Where storage is read in scalars the weights are handed round the
/// subgroup, each loaded by one lane; elsewhere every lane loads them.
/// </summary>
internal sealed class SubgroupConv : ConvAlgorithm
{
    /// <summary>Sums in 32 registers of a GPU, which leaves room for enough invocations to hide the latency of loads.</summary>
    private static readonly TileSize GpuTile = new(8, 4);

    private const int GpuLanes = 32;

    public override string Name => "subgroup";

    public override bool Fits(ConvProblem problem) => problem.IsProductOfVectors;

    /// <inheritdoc/>
    /// <remarks>
    /// On llvmpipe (two cores, 192×4096×576) 8 rows × 4 pixels ran at 58 GFLOP/s, 16×4 at 81, 24×4 at 85, 32×4 at 88, 16×2 at 62 and 32×2 at 67:
    /// rows that would be computed for nothing decide, then the larger tile. It takes twice as long to compile with 32 rows as with 16, so those
    /// must save at least an eighth.
    /// </remarks>
    public override IReadOnlyList<TileSize> Tiles(ConvProblem problem)
    {
        bool scalars = problem.Device.Traits.ReadsStorageInScalars;
        TileSize first = RuleTile(problem);
        var tiles = new List<TileSize> { first };
        foreach (int rows in scalars ? [8, 16, 24, 32] : new[] { 8, 16 })
            tiles.AddRange(new[] { 1, 2, 4 }.Select(pixels => new TileSize(rows, pixels)).Where(t => t != first));
        return tiles;
    }

    /// <inheritdoc/>
    /// <remarks>On GPUs the shared-memory tiles, 32 channels high, take over once they are half full: from 16 channels on.</remarks>
    public override double Cost(ConvProblem problem)
    {
        ConvGeometry g = problem.Geometry;
        if (!problem.Device.Traits.ReadsStorageInScalars)
            return 2.05 * g.Group * g.GroupOutputs * g.GroupInputs * g.Taps * g.Batch * g.OutPixels;
        TileSize tile = TileForScalars(g, Lanes(problem));
        int perTile = Lanes(problem) * tile.Columns;
        long pixels = ((long)g.Batch * g.OutPixels + perTile - 1) / perTile * perTile;
        double inputs = Layouts.Vectors(g.GroupInputs) * 4.0, outputs = Layouts.Vectors(g.GroupOutputs) * 4.0;
        return g.Group * g.Taps * inputs * outputs * pixels;
    }

    public override void Lower(LoweringContext context, ConvProblem problem, TileSize tile)
    {
        // A 1×1 filter at stride 1 sees a picture as one long row, which leaves no rest at the end of each row.
        ConvProblem rows = problem with { Geometry = problem.Geometry.IsPointwise ? problem.Geometry.AsOneRow() : problem.Geometry };
        ConvGeometry g = rows.Geometry;
        TensorView weights = Weights(
            context,
            new WeightOrder($"subgroup/g{g.Group}r{tile.Rows}", g.Group, g.GroupOutputs, g.GroupInputs, g.Taps, tile.Rows, Layouts.Width),
            source => ConvWeights.ForSubgroup(source, g.Group, tile.Rows));
        TensorView? bias = Bias(context, rows);
        ForEachPart(context, rows, weights, Blocks(g, tile), part => context.Add(Call(rows, part, tile, bias)));
    }

    /// <summary>Blocks of output channels of a group.</summary>
    public static int Blocks(ConvGeometry g, TileSize tile) => (g.GroupOutputs + tile.Rows - 1) / tile.Rows;

    /// <summary>The rule's tile.</summary>
    public static TileSize RuleTile(ConvProblem problem) => problem.Device.Traits.ReadsStorageInScalars ? TileForScalars(problem.Geometry, Lanes(problem)) : GpuTile;

    /// <summary>One dispatch; reports count <paramref name="multiplyAdds"/> where given.</summary>
    public static Conv2dSubgroupCall Call(ConvProblem problem, ConvPart part, TileSize tile, TensorView? bias, long? multiplyAdds = null)
    {
        ConvGeometry g = part.Geometry;
        int lanes = Lanes(problem);
        long pixels = (long)g.Batch * g.OutPixels;
        long tiles = (pixels + lanes * tile.Columns - 1) / (lanes * tile.Columns);
        long count = g.Group * part.Blocks * tiles;
        int outputs = Math.Min(part.Blocks * tile.Rows, g.GroupOutputs - part.FirstBlock * tile.Rows) * g.Group;
        return new Conv2dSubgroupCall
        {
            Input = part.Input,
            Weight = part.Weights,
            Bias = bias,
            Residual = part.Residual,
            Gate = part.Gate,
            Output = part.Output,
            Count = count,
            Tiles = tiles,
            Pixels = pixels,
            Blocks = part.Blocks,
            Groups = g.Group,
            GroupInputs = Layouts.Vectors(g.GroupInputs),
            GroupOutputs = Layouts.Vectors(g.GroupOutputs),
            OutChannels = Layouts.Vectors(g.OutChannels),
            FirstChannel = part.FirstBlock * tile.Rows / Layouts.Width,
            PlanarExtents = g.PlanarExtents,
            PlanarWindow = g.PlanarWindow,
            TileRows = tile.Rows,
            TilePixels = tile.Columns,
            Lanes = lanes,
            Pointwise = g.IsPointwise,
            Many = g.Batch > 1,
            Inside = g.RowTilesStayInside(1),
            Whole = Layouts.Vectors(g.GroupOutputs) % (tile.Rows / Layouts.Width) == 0,
            LastChannels = g.LastChannels,
            Activation = problem.Activation,
            Invocations = count * lanes,
            WorkgroupSize = problem.Device.Limits.WorkgroupSizeOf(lanes),
            MultiplyAdds = multiplyAdds ?? g.MultiplyAdds(g.Batch, outputs),
        };
    }

    /// <summary>Invocations that share a tile: a subgroup where weights are handed round it.</summary>
    private static int Lanes(ConvProblem problem) => problem.Device.Traits.ReadsStorageInScalars ? (int)problem.Device.Limits.SubgroupSize : GpuLanes;

    private static TileSize TileForScalars(ConvGeometry g, int lanes)
    {
        long pixels = (long)g.Batch * g.OutPixels;
        int perLane = pixels <= lanes ? 1 : pixels <= 2 * lanes ? 2 : 4;
        int rows = 16;
        foreach (int other in (int[])[8, 24, 32])
        {
            if (RelativeTime(other, g.GroupOutputs) < RelativeTime(rows, g.GroupOutputs))
                rows = other;
        }
        return new TileSize(rows, perLane);
    }

    /// <summary>Time relative to 16 rows: rows computed over the speed they run at.</summary>
    private static double RelativeTime(int rows, int outputs) => (outputs + rows - 1) / rows * rows / (rows switch { 8 => 0.72, 16 => 1.0, 24 => 1.03, _ => 1.08 });
}
