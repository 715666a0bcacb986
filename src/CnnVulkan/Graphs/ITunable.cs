namespace CnnVulkan.Graphs;

/// <summary>
/// An operator that can be computed in several ways, of which the fastest depends on shapes and device in a way that no rule foresees.
/// A plan asks <see cref="LoweringContext.Choice"/> first, then the operator's own rule.
/// </summary>
internal interface ITunable
{
    /// <summary>All that decides which way is the fastest besides the inputs' shapes and layouts: window, groups, residual.</summary>
    string TuningKey { get; }

    /// <summary>The ways that can compute the node on its device.</summary>
    IReadOnlyList<Way> Ways(LoweringContext context);
}
