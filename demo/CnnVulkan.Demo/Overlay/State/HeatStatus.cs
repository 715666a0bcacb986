namespace CnnVulkan.Demo.Overlay;

/// <summary>The class activation heat map over the picture.</summary>
/// <param name="Label">The class it is for.</param>
/// <param name="Follows">True if that is always the leading class, false if it was chosen.</param>
/// <param name="IsColor">The texture holds colours and opacity; otherwise 0 to 1 in its first channel.</param>
internal sealed record HeatStatus(string Label, bool Follows, bool IsColor = false);
