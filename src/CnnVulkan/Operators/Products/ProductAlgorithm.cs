using System.Collections.Immutable;
using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>One way to compute matrix products: a shader, where it can be used, and what it takes. All are listed in <see cref="ProductAlgorithms"/>.</summary>
internal abstract class ProductAlgorithm
{
    /// <summary>Its name, which is its shader's.</summary>
    public abstract string Name { get; }

    /// <summary>Whether it reads the right factor as a list of its columns.</summary>
    public abstract bool ReadsColumns { get; }

    /// <summary>Whether it can compute a product on a device.</summary>
    public abstract bool Fits(ProductProblem problem, DeviceLimits limits);

    /// <summary>The tiles it can take for a product that fits, the rule's choice first; none where the shader has one only.</summary>
    public abstract IReadOnlyList<ImmutableArray<int>> Tiles(ProductProblem problem, DeviceLimits limits);

    /// <summary>An estimate of the time, in loads of an element of the right factor from memory: of those that fit the rule takes the least.</summary>
    public abstract double Cost(ProductProblem problem, DeviceLimits limits);

    /// <summary>Adds the dispatches.</summary>
    /// <param name="context">Where to.</param>
    /// <param name="product">The product, small enough for each factor to be bound.</param>
    /// <param name="tile">One of <see cref="Tiles"/>; empty where there are none.</param>
    public abstract void Lower(LoweringContext context, MatrixProduct product, ImmutableArray<int> tile);
}
