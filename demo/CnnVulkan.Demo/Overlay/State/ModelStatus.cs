namespace CnnVulkan.Demo.Overlay;

/// <summary>The network: its name, whether it is loaded, and why not. While another one loads, the old one and its results go on.</summary>
/// <param name="Name">The name of the network that was asked for last.</param>
/// <param name="Phase">Ready, loading or failed.</param>
/// <param name="Message">What is being done while it loads; what went wrong.</param>
/// <param name="Hint">What goes on meanwhile, or what to do.</param>
internal sealed record ModelStatus(string Name, Phase Phase = Phase.Ready, string Message = "", string Hint = "");
