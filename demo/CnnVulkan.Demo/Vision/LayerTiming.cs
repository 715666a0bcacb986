namespace CnnVulkan.Demo.Vision;

/// <summary>How long a layer took on the GPU.</summary>
/// <param name="Name">The layer's name.</param>
/// <param name="Operator">Its operator.</param>
/// <param name="Milliseconds">All its dispatches together.</param>
internal readonly record struct LayerTiming(string Name, string Operator, double Milliseconds);
