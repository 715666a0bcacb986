namespace CnnVulkan.Demo.Graphics;

/// <summary>When a frame is.</summary>
/// <param name="Seconds">The time of the scene.</param>
/// <param name="DeltaSeconds">The scene's time since the frame before.</param>
internal readonly record struct FrameTime(double Seconds, float DeltaSeconds);
