namespace Silk.NET.Windowing;

/// <summary>How a window stands on its screen.</summary>
internal enum WindowState
{
    Normal = 0,
    Minimized = 1,
    Maximized = 2,
    Fullscreen = 3,
}
