using Silk.NET.Vulkan;

namespace CnnVulkan.Scenes.Graphics;

/// <summary>One frame while it is recorded.</summary>
/// <param name="Commands">Where it is recorded.</param>
/// <param name="Slot">Which of the frames in flight it is, 0 to <see cref="FramesInFlight"/> − 1: index of what is kept per frame in flight.</param>
/// <param name="Number">Its number since the start, from 1.</param>
/// <param name="Seconds">The time of the scene: of frame N without a window N / 60 s, never the wall clock.</param>
/// <param name="DeltaSeconds">The scene's time since the frame before; 0 while paused.</param>
/// <param name="Width">The width of the picture in pixels.</param>
/// <param name="Height">The height of the picture in pixels.</param>
/// <param name="Scale">Pixels per layout unit: 2 on a display with 200 % scaling.</param>
internal sealed record FrameContext(
    CommandBuffer Commands, int Slot, long Number, double Seconds, float DeltaSeconds, int Width, int Height, float Scale)
{
    /// <summary>How many frames the CPU may be ahead.</summary>
    public const int FramesInFlight = 2;
}
