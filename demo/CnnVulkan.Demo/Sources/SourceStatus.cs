namespace CnnVulkan.Demo.Sources;

/// <summary>How a source is doing.</summary>
internal enum SourceStatus
{
    /// <summary>Being opened, or lost a moment ago: pictures are expected.</summary>
    Waiting,

    /// <summary>There are pictures.</summary>
    Ready,

    /// <summary>There are none, and something must be done; live sources keep trying all the same.</summary>
    Failed,
}
