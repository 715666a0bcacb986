namespace CnnVulkan.Demo.Graphics;

/// <summary>How large a window is just now.</summary>
/// <param name="Width">Its width in pixels; 0 while it is minimised.</param>
/// <param name="Height">Its height in pixels; 0 while it is minimised.</param>
/// <param name="Scale">Pixels per layout unit.</param>
internal readonly record struct SurfaceState(int Width, int Height, float Scale);
