namespace CnnVulkan.Cli.Conformance;

/// <summary>How a conformance case can end.</summary>
internal enum ConformanceOutcome
{
    /// <summary>Every output is as expected.</summary>
    Passed,

    /// <summary>An output differs, or the case could not be run though its operators are known.</summary>
    Failed,

    /// <summary>It uses an operator that is not supported.</summary>
    Unsupported,
}
