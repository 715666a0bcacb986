namespace CnnVulkan.Demo.Vision;

/// <summary>What a session is doing about its network.</summary>
/// <param name="Phase">Loading, ready or failed.</param>
/// <param name="Message">Which network is loaded, or why it could not be.</param>
internal sealed record VisionState(VisionPhase Phase, string Message);
