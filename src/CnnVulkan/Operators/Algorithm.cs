namespace CnnVulkan.Operators;

/// <summary>One way to compute an operation: where it can be used, and what it takes.</summary>
/// <typeparam name="TProblem">What is to be computed, and on what.</typeparam>
internal abstract class Algorithm<TProblem>
{
    /// <summary>A word for it, in reports and in the tuner's file.</summary>
    public abstract string Name { get; }

    /// <summary>Whether it can compute this.</summary>
    public abstract bool Fits(TProblem problem);

    /// <summary>The tiles it can work in, that of its rule first; the default tile where it has no choice.</summary>
    public virtual IReadOnlyList<TileSize> Tiles(TProblem problem) => [default];

    /// <summary>
    /// An estimate of the time in its rule's tile, in a unit that all algorithms of a list share: of those that fit the rule takes the least. Infinite
    /// for what only a measurement should choose.
    /// </summary>
    public abstract double Cost(TProblem problem);
}
