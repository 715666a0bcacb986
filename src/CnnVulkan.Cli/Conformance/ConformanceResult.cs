namespace CnnVulkan.Cli.Conformance;

/// <summary>How a case ended.</summary>
/// <param name="Case">The case.</param>
/// <param name="Outcome">How.</param>
/// <param name="Detail">What went wrong; empty where nothing did.</param>
internal sealed record ConformanceResult(ConformanceCase Case, ConformanceOutcome Outcome, string Detail);
