using Silk.NET.Windowing;

namespace CnnVulkan.Demo.App;

/// <summary>Whether a window can be opened here.</summary>
internal static class Display
{
    /// <summary>Why there can be no window; null where there can be one.</summary>
    public static string? WhyNone()
    {
        if (OperatingSystem.IsLinux() && IsUnset("DISPLAY") && IsUnset("WAYLAND_DISPLAY"))
            return "There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set).";
        try
        {
            Window.Create(WindowOptions.DefaultVulkan).Dispose();
            return null;
        }
        catch (PlatformNotSupportedException error)
        {
            return error.Message;
        }
    }

    private static bool IsUnset(string variable) => string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));
}
