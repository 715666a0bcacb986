using System.Collections.Immutable;

namespace CnnVulkan;

/// <summary>What <see cref="KernelTuner"/> found of one layer shape.</summary>
/// <param name="Node">The first node that has it.</param>
/// <param name="Layer">The layer: operator, window, storage, shapes of its inputs.</param>
/// <param name="RuleMilliseconds">Its time as it is computed without tuning.</param>
/// <param name="Ways">Milliseconds of each way it can be computed.</param>
/// <param name="Choice">The way it is computed from now on; null where none was clearly faster than without.</param>
public sealed record TunedLayer(string Node, string Layer, double RuleMilliseconds, IReadOnlyDictionary<Way, double> Ways, Way? Choice)
{
    /// <summary>Its time from now on.</summary>
    public double Milliseconds => Choice is null ? RuleMilliseconds : Ways[Choice];
}
