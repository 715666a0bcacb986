using System.Collections.Immutable;
using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>One way to compute matrix products: a new one is a class, its shader and one line in <see cref="List"/>.</summary>
/// <remarks>Costs are in loads of an element of the right factor from memory.</remarks>
internal abstract class ProductAlgorithm : Algorithm<ProductProblem>
{
    /// <summary>All there are.</summary>
    public static readonly AlgorithmList<ProductProblem, ProductAlgorithm> List = new("matrix product", new SubgroupProduct(), new StreamedProduct(), new VectorProduct(), new RegisterProduct());

    /// <summary>Whether it reads the right factor as a list of its columns.</summary>
    public abstract bool ReadsColumns { get; }

    /// <summary>Adds the dispatches.</summary>
    /// <param name="context">Where to.</param>
    /// <param name="product">The product, small enough for each factor to be bound.</param>
    /// <param name="tile">One of <see cref="Algorithm{TProblem}.Tiles"/>.</param>
    public abstract void Lower(LoweringContext context, MatrixProduct product, TileSize tile);

    /// <summary>Computes a product, in parts where a factor or the output is larger than the device binds.</summary>
    public static void LowerParts(LoweringContext context, MatrixProduct product)
    {
        if (product.Output.Count == 0)
            return;
        foreach (MatrixProduct rows in product.RowsAreContiguous ? RowRanges(context, product) : [product])
        {
            Way way = List.Choose(context, rows.ProblemOn(context.Device));
            context.Taken = way;
            foreach (MatrixProduct part in rows.ColumnsAreContiguous ? ColumnRanges(context, rows) : [rows])
                List.Of(way).Lower(context, part, way.Tile);
        }
    }

    private static IEnumerable<MatrixProduct> RowRanges(LoweringContext context, MatrixProduct product) => context
        .SplitOuter(product.Rows, product.A.Reshape(new TensorShape(product.Rows, product.Depth)), product.Output.Reshape(new TensorShape(product.Rows, product.Columns)))
        .Select(range => product.RangeOfRows(range.Start, range.Count));

    private static IEnumerable<MatrixProduct> ColumnRanges(LoweringContext context, MatrixProduct product) => context
        .SplitOuter(product.Columns, product.B.Reshape(new TensorShape(product.Columns, product.Depth)))
        .Select(range => product.RangeOfColumns(range.Start, range.Count));
}
