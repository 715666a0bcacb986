using System.Collections.Immutable;
using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>The ways to compute matrix products, and the rule that chooses one.</summary>
internal static class ProductAlgorithms
{
    /// <summary>All of them. A new one is a line here.</summary>
    public static readonly ImmutableArray<ProductAlgorithm> All = [new SubgroupProduct(), new StreamedProduct(), new TiledProduct()];

    /// <summary>What is fastest by estimate.</summary>
    public static ProductAlgorithm Choose(ProductProblem problem, DeviceLimits limits)
        => All.Where(a => a.Fits(problem, limits)).OrderBy(a => a.Cost(problem, limits)).First();

    /// <summary>Computes a product, in parts where a factor or the output is larger than the device binds.</summary>
    public static void Lower(LoweringContext context, MatrixProduct product)
    {
        if (product.Output.Count == 0)
            return;
        foreach (MatrixProduct rows in product.RowsAreContiguous ? RowRanges(context, product) : [product])
        {
            ProductAlgorithm algorithm = Choose(rows.Problem, context.Limits);
            ImmutableArray<int> tile = algorithm.Tiles(rows.Problem, context.Limits) is [ImmutableArray<int> first, ..] ? first : [];
            foreach (MatrixProduct part in rows.ColumnsAreContiguous ? ColumnRanges(context, rows) : [rows])
                algorithm.Lower(context, part, tile);
        }
    }

    private static IEnumerable<MatrixProduct> RowRanges(LoweringContext context, MatrixProduct product) => context
        .SliceOuter(product.Rows, product.A.Reshape(new TensorShape(product.Rows, product.Depth)), product.Output.Reshape(new TensorShape(product.Rows, product.Columns)))
        .Select(range => product.SliceRows(range.Start, range.Count));

    private static IEnumerable<MatrixProduct> ColumnRanges(LoweringContext context, MatrixProduct product) => context
        .SliceOuter(product.Columns, product.B.Reshape(new TensorShape(product.Columns, product.Depth)))
        .Select(range => product.SliceColumns(range.Start, range.Count));
}
