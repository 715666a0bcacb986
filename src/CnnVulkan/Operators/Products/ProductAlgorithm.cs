using System.Collections.Immutable;
using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>
/// One way to compute matrix products. The rule, the tuner, reports and tests go through <see cref="All"/>: a new algorithm is a class, its shader
/// and one line there.
/// </summary>
internal abstract class ProductAlgorithm
{
    /// <summary>All there are; of two that cost the same the first is taken.</summary>
    public static readonly ImmutableArray<ProductAlgorithm> All = [new SubgroupProduct(), new StreamedProduct(), new RegisterProduct()];

    /// <summary>A word for it, in reports and in the tuner's file.</summary>
    public abstract string Name { get; }

    /// <summary>Whether it reads the right factor as a list of its columns.</summary>
    public abstract bool ReadsColumns { get; }

    /// <summary>Whether it can compute a product.</summary>
    public abstract bool Fits(ProductProblem problem);

    /// <summary>The tiles it can work in, that of its rule first; the default tile where it has no choice.</summary>
    public virtual IReadOnlyList<TileSize> Tiles(ProductProblem problem) => [default];

    /// <summary>An estimate of the time, in loads of an element of the right factor from memory: of those that fit the rule takes the least.</summary>
    public abstract double Cost(ProductProblem problem);

    /// <summary>Adds the dispatches.</summary>
    /// <param name="context">Where to.</param>
    /// <param name="product">The product, small enough for each factor to be bound.</param>
    /// <param name="tile">One of <see cref="Tiles"/>.</param>
    public abstract void Lower(LoweringContext context, MatrixProduct product, TileSize tile);

    /// <summary>The ways that can compute a product, in the order of the list.</summary>
    public static IReadOnlyList<Way> Ways(ProductProblem problem)
        => [.. All.Where(a => a.Fits(problem)).SelectMany(a => a.Tiles(problem).Select(tile => new Way(a.Name, tile)))];

    /// <summary>The way that the rule takes: what is fastest by estimate, in its own tile.</summary>
    public static Way Rule(ProductProblem problem)
    {
        ProductAlgorithm best = All.Where(a => a.Fits(problem)).OrderBy(a => a.Cost(problem)).First();
        return new Way(best.Name, best.Tiles(problem)[0]);
    }

    /// <summary>The way a node takes: what is known to be fastest, else the rule's.</summary>
    public static Way Choose(LoweringContext context, ProductProblem problem)
        => context.Choice is { } choice && Ways(problem).Contains(choice) ? choice : Rule(problem);

    /// <summary>The algorithm of a way.</summary>
    public static ProductAlgorithm Of(Way way) => All.First(a => a.Name == way.Algorithm);

    /// <summary>Computes a product, in parts where a factor or the output is larger than the device binds.</summary>
    public static void LowerParts(LoweringContext context, MatrixProduct product)
    {
        if (product.Output.Count == 0)
            return;
        foreach (MatrixProduct rows in product.RowsAreContiguous ? RowRanges(context, product) : [product])
        {
            Way way = Choose(context, rows.ProblemOn(context.Device));
            context.Taken = way;
            foreach (MatrixProduct part in rows.ColumnsAreContiguous ? ColumnRanges(context, rows) : [rows])
                Of(way).Lower(context, part, way.Tile);
        }
    }

    private static IEnumerable<MatrixProduct> RowRanges(LoweringContext context, MatrixProduct product) => context
        .SplitOuter(product.Rows, product.A.Reshape(new TensorShape(product.Rows, product.Depth)), product.Output.Reshape(new TensorShape(product.Rows, product.Columns)))
        .Select(range => product.RangeOfRows(range.Start, range.Count));

    private static IEnumerable<MatrixProduct> ColumnRanges(LoweringContext context, MatrixProduct product) => context
        .SplitOuter(product.Columns, product.B.Reshape(new TensorShape(product.Columns, product.Depth)))
        .Select(range => product.RangeOfColumns(range.Start, range.Count));
}
