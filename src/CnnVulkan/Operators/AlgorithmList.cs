using System.Collections.Immutable;
using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>The algorithms of an operation. The rule, the tuner, reports and tests go through it. None that is wrong on a device is ever offered for it.</summary>
/// <param name="operation">What they all compute, in reports and messages.</param>
/// <param name="all">All there are; of two that cost the same the first is taken.</param>
internal sealed class AlgorithmList<TProblem, TAlgorithm>(string operation, params ImmutableArray<TAlgorithm> all)
    where TProblem : IDeviceProblem
    where TAlgorithm : Algorithm<TProblem>
{
    /// <summary>What they compute.</summary>
    public string Operation { get; } = operation;

    public ImmutableArray<TAlgorithm> All { get; } = all;

    /// <summary>Those that can compute a problem, and are right on its device.</summary>
    public IEnumerable<TAlgorithm> Fitting(TProblem problem) => All.Where(a => a.Fits(problem) && FaultOf(problem, a) is null);

    /// <summary>The ways that can compute a problem, in the order of the list.</summary>
    public IReadOnlyList<Way> Ways(TProblem problem)
        => [.. Fitting(problem).SelectMany(a => a.Tiles(problem).Select(tile => new Way(a.Name, tile)))];

    /// <summary>The way that the rule takes: the cheapest algorithm in its own tile.</summary>
    /// <exception cref="UnsupportedDeviceException">All that could compute it are wrong on the device.</exception>
    public Way Rule(TProblem problem)
    {
        TAlgorithm best = Fitting(problem).OrderBy(a => a.Cost(problem)).FirstOrDefault() ?? throw NoneIsRight(problem);
        return new Way(best.Name, best.Tiles(problem)[0]);
    }

    /// <summary>The way a node takes: what is known to be fastest, else the rule's.</summary>
    /// <exception cref="UnsupportedDeviceException">All that could compute it are wrong on the device.</exception>
    public Way Choose(LoweringContext context, TProblem problem)
        => context.Choice is { } choice && Ways(problem).Contains(choice) ? choice : Rule(problem);

    /// <summary>The algorithm of a way.</summary>
    public TAlgorithm Of(Way way) => All.First(a => a.Name == way.Algorithm);

    private KernelFault? FaultOf(TProblem problem, TAlgorithm algorithm)
    {
        foreach (KernelFault fault in problem.Device.Faults)
        {
            if (fault.Operation == Operation && fault.Is(algorithm.Name, problem.Variant))
                return fault;
        }
        return null;
    }

    private UnsupportedDeviceException NoneIsRight(TProblem problem)
        => problem.Device.CannotCompute(Operation, All.Where(a => a.Fits(problem)).Select(a => FaultOf(problem, a)).OfType<KernelFault>());
}
