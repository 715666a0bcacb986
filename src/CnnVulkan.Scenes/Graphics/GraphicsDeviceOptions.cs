using System.Reflection;

namespace CnnVulkan.Scenes.Graphics;

/// <summary>What a <see cref="GraphicsDevice"/> is made for.</summary>
internal sealed record GraphicsDeviceOptions
{
    /// <summary>Runs under the validation layers, synchronisation checks included.</summary>
    public bool Validation { get; init; }

    /// <summary>Assemblies whose embedded shaders are drawn with, besides those of the scenes.</summary>
    public IReadOnlyList<Assembly> ShaderAssemblies { get; init; } = [];

    /// <summary>The instance extensions a window needs; none to draw without one.</summary>
    public string[] SurfaceExtensions { get; init; } = [];

    /// <summary>Makes a window's <c>VkSurfaceKHR</c> for a <c>VkInstance</c>; null to draw without a window.</summary>
    public Func<nint, ulong>? CreateSurface { get; init; }

    /// <summary>Part of the name of the device to use; null takes the fastest kind. The variable CNNVULKAN_DEVICE stands in for it.</summary>
    public string? DeviceName { get; init; }

    /// <summary>Where the library keeps its pipeline cache; null for its usual place, "off" for none.</summary>
    public string? CacheDirectory { get; init; }
}
