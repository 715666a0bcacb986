using System;
using System.IO;
using Silk.NET.Polyfill;

namespace Silk.NET.Windowing;

/// <summary>Makes windows.</summary>
internal static class Window
{
    /// <summary>Makes a window; <see cref="IView.Initialize"/> opens it.</summary>
    /// <exception cref="PlatformNotSupportedException">GLFW is not installed, or there is no display.</exception>
    public static IWindow Create(WindowOptions options)
    {
        try
        {
            return new GlfwWindow(Glfw.Shared, options);
        }
        catch (Exception error) when (error is FileNotFoundException or EntryPointNotFoundException)
        {
            throw new PlatformNotSupportedException($"No windows can be opened. {error.Message}", error);
        }
    }
}
