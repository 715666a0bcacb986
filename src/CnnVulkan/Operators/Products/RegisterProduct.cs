using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>4 rows × 4 columns an invocation, in registers: any strides, batches and element types (<c>matmul_registers.comp</c>).</summary>
internal sealed class RegisterProduct : ProductAlgorithm
{
    /// <summary>Rows and columns of a tile; those of the shader.</summary>
    private const int Tile = 4;

    /// <summary>
    /// With so few rows its tiles are too few to fill a device, and it takes as long as loading the right factor more than four times would:
    /// up to 16 rows streaming it is faster.
    /// </summary>
    private const double LeastPasses = 4.5;

    /// <summary>Of many rows' tiles those side by side share what they load in the caches.</summary>
    private const double SharedLoads = 0.9;

    public override string Name => "registers";

    public override bool ReadsColumns => false;

    public override bool Fits(ProductProblem problem) => true;

    public override double Cost(ProductProblem problem)
        => Math.Max(LeastPasses, SharedLoads * ((problem.Rows + Tile - 1) / Tile)) * problem.RightElements * problem.Batches;

    public override void Lower(LoweringContext context, MatrixProduct product, TileSize tile)
    {
        long tiles = (long)((product.Rows + Tile - 1) / Tile) * ((product.Columns + Tile - 1) / Tile) * product.BatchCount;
        // A range of the columns starts within each row: both the addend and the output begin that much later.
        int first = product.FirstColumn, skipped = first * product.CColumn;
        context.Add(new MatmulRegistersCall
        {
            A = product.A,
            B = product.B,
            C = product.C?.Part(skipped, new TensorShape(product.C.Count - skipped)),
            Output = product.Output.Part(first, new TensorShape(product.Output.Count - first)),
            Count = tiles,
            Rows = product.Rows,
            Columns = product.Columns,
            Depth = product.Depth,
            ARow = product.ARow,
            AColumn = product.AColumn,
            BRow = product.BRow,
            BColumn = product.BColumn,
            CRow = product.CRow,
            CColumn = product.CColumn,
            OutRow = product.Output.Count / (product.Rows * product.BatchCount),
            Batch1 = product.Batches[1].Extent,
            Batch2 = product.Batches[2].Extent,
            ABatch = [.. product.Batches.Select(b => b.A)],
            BBatch = [.. product.Batches.Select(b => b.B)],
            Alpha = product.Alpha,
            Beta = product.Beta,
            Activation = product.Activation,
            Invocations = tiles,
            MultiplyAdds = (long)product.BatchCount * product.Rows * product.Columns * product.Depth,
        });
    }
}
