namespace CnnVulkan.Demo;

/// <summary>How long the GPU worked on one layer.</summary>
/// <param name="Name">The layer's name.</param>
/// <param name="Operator">Its operator.</param>
/// <param name="Milliseconds">All its dispatches together.</param>
internal readonly record struct LayerTime(string Name, string Operator, float Milliseconds);
