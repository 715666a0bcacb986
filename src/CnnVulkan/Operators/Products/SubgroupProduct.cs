using System.Collections.Immutable;
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

    public override string Name => "matmul_subgroup";

    public override bool ReadsColumns => true;

    public override bool Fits(ProductProblem problem, DeviceLimits limits)
        => problem is { Rows: <= StreamedProduct.MaxRows, Batches: 1, IsReal: true, ListsRows: true, ListsColumns: true, WholeVectors: true }
            && PackedLayout.UsesTexels(limits);

    public override IReadOnlyList<ImmutableArray<int>> Tiles(ProductProblem problem, DeviceLimits limits)
    {
        int rows = Math.Min(StreamedProduct.MaxRowsAtOnce, problem.Rows), columns = ColumnsFor(rows);
        return [.. new[] { 2, 4, 8 }.Where(c => c != columns).Prepend(columns).Select(c => ImmutableArray.Create(rows, c))];
    }

    public override double Cost(ProductProblem problem, DeviceLimits limits)
        => TexelLoads * ((problem.Rows + StreamedProduct.MaxRowsAtOnce - 1) / StreamedProduct.MaxRowsAtOnce) * problem.RightElements;

    public override void Lower(LoweringContext context, MatrixProduct product, ImmutableArray<int> tile)
    {
        int lanes = (int)context.Limits.SubgroupSize;
        for (int row = 0; row < product.Rows; row += tile[0])
        {
            int rows = Math.Min(tile[0], product.Rows - row);
            int columns = rows == tile[0] ? tile[1] : ColumnsFor(rows);
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
                WorkgroupSize = PackedLayout.WorkgroupSize(context.Limits, lanes),
                MultiplyAdds = (long)rows * product.Columns * product.Depth,
            });
        }
    }

    /// <summary>As many sums as the registers hold.</summary>
    private static int ColumnsFor(int rows) => rows == 1 ? 8 : 4;
}
