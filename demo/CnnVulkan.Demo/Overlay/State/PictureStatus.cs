namespace CnnVulkan.Demo.Overlay;

/// <summary>The source's newest picture.</summary>
/// <param name="Width">Its width in pixels; 0 while there is none.</param>
/// <param name="Height">Its height in pixels.</param>
/// <param name="Seen">The part that the network is fed, in fractions of the picture.</param>
internal readonly record struct PictureStatus(int Width, int Height, Rect Seen);
