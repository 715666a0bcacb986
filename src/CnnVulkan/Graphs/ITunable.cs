using CnnVulkan.Operators;

namespace CnnVulkan.Graphs;

/// <summary>
/// An operator that can be computed in several ways, of which the fastest depends on shapes and device in a way that no rule foresees.
/// Ways have names. A plan asks <see cref="LoweringContext.Choice"/> first, then the operator's own rule.
/// </summary>
internal interface ITunable
{
    /// <summary>All that decides which way is the fastest besides the inputs' shapes, such as <c>3×3/2</c>.</summary>
    string TuningKey { get; }

    /// <summary>The ways that can compute the node on its device, by name. What <see cref="Operator.Lower"/> takes of them for a choice.</summary>
    IReadOnlyList<string> Candidates(LoweringContext context);
}
