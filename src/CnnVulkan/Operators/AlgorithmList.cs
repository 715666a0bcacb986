using System.Collections.Immutable;
using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>The algorithms of an operation. The rule, the tuner, reports and tests go through it.</summary>
/// <param name="all">All there are; of two that cost the same the first is taken.</param>
internal sealed class AlgorithmList<TProblem, TAlgorithm>(params ImmutableArray<TAlgorithm> all)
    where TAlgorithm : Algorithm<TProblem>
{
    public ImmutableArray<TAlgorithm> All { get; } = all;

    /// <summary>The ways that can compute a problem, in the order of the list.</summary>
    public IReadOnlyList<Way> Ways(TProblem problem)
        => [.. All.Where(a => a.Fits(problem)).SelectMany(a => a.Tiles(problem).Select(tile => new Way(a.Name, tile)))];

    /// <summary>The way that the rule takes: the cheapest algorithm in its own tile.</summary>
    public Way Rule(TProblem problem)
    {
        TAlgorithm best = All.Where(a => a.Fits(problem)).OrderBy(a => a.Cost(problem)).First();
        return new Way(best.Name, best.Tiles(problem)[0]);
    }

    /// <summary>The way a node takes: what is known to be fastest, else the rule's.</summary>
    public Way Choose(LoweringContext context, TProblem problem)
        => context.Choice is { } choice && Ways(problem).Contains(choice) ? choice : Rule(problem);

    /// <summary>The algorithm of a way.</summary>
    public TAlgorithm Of(Way way) => All.First(a => a.Name == way.Algorithm);
}
