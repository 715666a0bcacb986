namespace CnnVulkan.Demo.Overlay;

/// <summary>How long the GPU worked on one layer.</summary>
internal readonly record struct LayerTime(string Name, float Milliseconds);
