namespace CnnVulkan.Demo.Vision;

/// <summary>What a session is doing about its network.</summary>
internal enum VisionPhase
{
    /// <summary>One is being loaded; the one before, if any, goes on meanwhile.</summary>
    Loading,

    /// <summary>The one that was asked for last runs.</summary>
    Ready,

    /// <summary>The one that was asked for last could not be loaded; the one before, if any, goes on.</summary>
    Failed,
}
