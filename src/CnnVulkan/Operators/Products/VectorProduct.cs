using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>
/// Where loads cost most, 16 rows × 4 columns a lane, both factors loaded in vectors of four whichever way they lie (<c>matmul_vectors.comp</c>): the
/// products of training, many rows and weights that no file arranged.
/// </summary>
internal sealed class VectorProduct : ProductAlgorithm
{
    /// <summary>Rows of a tile; those of the shader.</summary>
    private const int TileRows = 16;

    /// <summary>Columns of a lane; those of the shader.</summary>
    private const int LaneColumns = 4;

    /// <summary>
    /// A single tile takes as long as four passes of four rows of other ways. More of them share what they load in the caches: 128×400 by 400×120 took
    /// 0.7 to 1.0 ms on llvmpipe (two cores), in 4×4 registers 3.5 ms.
    /// </summary>
    private const double SingleTile = 4, ManyTiles = 1;

    public override string Name => "vectors";

    public override bool ReadsColumns => false;

    public override bool Fits(ProductProblem problem)
        => problem is { Batches: 1, IsReal: true, LeftVectors: true, RightVectors: true } && problem.Device.Traits.ReadsStorageInScalars;

    public override double Cost(ProductProblem problem) => Math.Max(SingleTile, ManyTiles * ((problem.Rows + TileRows - 1) / TileRows)) * problem.RightElements;

    public override void Lower(LoweringContext context, MatrixProduct product, TileSize tile)
    {
        int lanes = (int)context.Limits.SubgroupSize;
        int columnTiles = (product.Columns + lanes * LaneColumns - 1) / (lanes * LaneColumns);
        long tiles = (long)((product.Rows + TileRows - 1) / TileRows) * columnTiles;
        context.Add(new MatmulVectorsCall
        {
            A = product.A,
            B = product.B,
            C = product.C,
            Output = product.Output,
            Count = tiles,
            ColumnTiles = columnTiles,
            Rows = product.Rows,
            FirstColumn = product.FirstColumn,
            Columns = product.Columns,
            Depth = product.Depth,
            CRow = product.CRow,
            CColumn = product.CColumn,
            OutRow = product.Output.Count / product.Rows,
            Alpha = product.Alpha,
            Beta = product.Beta,
            Lanes = lanes,
            AByDepth = !product.RowsAreContiguous,
            BByDepth = !product.ColumnsAreContiguous,
            Activation = product.Activation,
            Invocations = tiles * lanes,
            // Tiles are few: each by itself, so that all cores have some.
            WorkgroupSize = (uint)lanes,
            MultiplyAdds = (long)product.Rows * product.Columns * product.Depth,
        });
    }
}
