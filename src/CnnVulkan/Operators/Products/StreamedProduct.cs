using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>
/// Each column streamed past a few rows at once by lanes that share it (<c>matmul_streamed.comp</c>), a dispatch for every few rows. A tile is
/// rows at once × lanes.
/// </summary>
internal sealed class StreamedProduct : ProductAlgorithm
{
    /// <summary>Rows at once; those of the shader. Each loads the right factor once more.</summary>
    public const int MaxRowsAtOnce = 4;

    /// <summary>More would be many dispatches that each load everything again.</summary>
    public const int MaxRows = 64;

    /// <summary>Lanes that share a column at most: 32 lanes of 16 bytes are four cache lines side by side.</summary>
    private const int MaxLanes = 32;

    public override string Name => "streamed";

    public override bool ReadsColumns => true;

    public override bool Fits(ProductProblem problem)
        => problem is { Rows: <= MaxRows, Batches: 1, IsReal: true, ListsRows: true, ListsColumns: true };

    public override IReadOnlyList<TileSize> Tiles(ProductProblem problem)
    {
        int rows = Math.Min(MaxRowsAtOnce, problem.Rows), elements = problem.WholeVectors ? 4 : 1;
        int lanes = 1;
        // Each lane has at least four loads.
        while (lanes < MaxLanes && lanes * 2 * 4 * elements <= problem.Depth)
            lanes *= 2;
        IEnumerable<int> others = new[] { 1, 2, 4, 8, 16, 32 }.Where(l => l != lanes && l * elements <= problem.Depth);
        return [.. others.Prepend(lanes).Select(l => new TileSize(rows, l))];
    }

    public override double Cost(ProductProblem problem)
        => (problem.Rows + MaxRowsAtOnce - 1) / MaxRowsAtOnce * problem.RightElements;

    public override void Lower(LoweringContext context, MatrixProduct product, TileSize tile)
    {
        for (int row = 0; row < product.Rows; row += tile.Rows)
        {
            int rows = Math.Min(tile.Rows, product.Rows - row);
            context.Add(new MatmulStreamedCall
            {
                A = product.A,
                B = product.B,
                C = product.C,
                Output = product.Output,
                FirstRow = row,
                Rows = product.Rows,
                FirstColumn = product.FirstColumn,
                Columns = product.Columns,
                Depth = product.Depth,
                CRow = product.CRow,
                CColumn = product.CColumn,
                OutRow = product.Output.Count / product.Rows,
                Alpha = product.Alpha,
                Beta = product.Beta,
                RowsAtOnce = rows,
                Lanes = tile.Columns,
                WholeVectors = product.IsWholeVectors,
                Activation = product.Activation,
                Invocations = (long)product.Columns * tile.Columns,
                WorkgroupSize = 64,
                MultiplyAdds = (long)rows * product.Columns * product.Depth,
            });
        }
    }
}
