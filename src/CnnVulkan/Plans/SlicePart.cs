namespace CnnVulkan.Plans;

/// <summary>A step of a run, or a band of it, that a slice records.</summary>
/// <param name="Step">Which.</param>
/// <param name="Start">The first unit.</param>
/// <param name="Units">How many.</param>
/// <param name="Share">What part of the step that is.</param>
/// <param name="IsLeast">Whether it was expected not to fit and is as small as helps: nothing shorter can be recorded.</param>
internal readonly record struct SlicePart(int Step, int Start, int Units, double Share, bool IsLeast);
