using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>
/// Where loads cost most, a subgroup shares each loaded vector of the rows between several columns (<c>matmul_subgroup.comp</c>), a dispatch
/// for every few rows. A tile is rows × columns at once.
/// </summary>
internal sealed class SubgroupProduct : ProductAlgorithm
{
    /// <summary>Texels are loaded in whole vectors. Not by more than the tiles of many rows save, which share loads in the caches.</summary>
    private const double TexelLoads = 0.95;

    public override string Name => "subgroup";

    public override bool ReadsColumns => true;

    public override bool Fits(ProductProblem problem)
        => problem is { Rows: <= StreamedProduct.MaxRows, Batches: 1, IsReal: true, ListsRows: true, ListsColumns: true, WholeVectors: true }
            && problem.Device.Traits.ReadsStorageInScalars;

    public override IReadOnlyList<TileSize> Tiles(ProductProblem problem)
    {
        int rows = Math.Min(StreamedProduct.MaxRowsAtOnce, problem.Rows), columns = ColumnsFor(rows);
        return [.. new[] { 2, 4, 8 }.Where(c => c != columns).Prepend(columns).Select(c => new TileSize(rows, c))];
    }

    public override double Cost(ProductProblem problem)
        => TexelLoads * ((problem.Rows + StreamedProduct.MaxRowsAtOnce - 1) / StreamedProduct.MaxRowsAtOnce) * problem.RightElements;

    public override void Lower(LoweringContext context, MatrixProduct product, TileSize tile)
    {
        int lanes = (int)context.Limits.SubgroupSize;
        for (int row = 0; row < product.Rows; row += tile.Rows)
        {
            int rows = Math.Min(tile.Rows, product.Rows - row);
            int columns = rows == tile.Rows ? tile.Columns : ColumnsFor(rows);
            context.Add(new MatmulSubgroupCall
            {
                A = product.A,
                B = product.B,
                C = product.C,
                Output = product.Output,
                FirstRow = row,
                FirstColumn = product.FirstColumn,
                Columns = product.Columns,
                Depth = product.Depth,
                CRow = product.CRow,
                CColumn = product.CColumn,
                OutRow = product.Output.Count / product.Rows,
                Alpha = product.Alpha,
                Beta = product.Beta,
                RowsAtOnce = rows,
                ColumnsAtOnce = columns,
                Lanes = lanes,
                Activation = product.Activation,
                Invocations = (long)(product.Columns + columns - 1) / columns * lanes,
                WorkgroupSize = context.Limits.WorkgroupSizeOf(lanes),
                MultiplyAdds = (long)rows * product.Columns * product.Depth,
            });
        }
    }

    /// <summary>As many sums as the registers hold.</summary>
    private static int ColumnsFor(int rows) => rows == 1 ? 8 : 4;
}
