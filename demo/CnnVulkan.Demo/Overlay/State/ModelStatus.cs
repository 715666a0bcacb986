namespace CnnVulkan.Demo.Overlay;

/// <summary>The network: its name, whether it is loaded, and why not. While another one loads, the old one goes on.</summary>
/// <param name="Name">The network's name.</param>
/// <param name="Phase">Ready, loading or failed.</param>
/// <param name="Message">What is being done while it loads; what went wrong.</param>
internal sealed record ModelStatus(string Name, StatusPhase Phase = StatusPhase.Ready, string Message = "");
