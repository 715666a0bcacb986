namespace Silk.NET.Windowing;

/// <summary>Which OpenGL a context is of; without meaning for Vulkan.</summary>
internal enum ContextProfile
{
    Core = 0,
    Compatability = 1,
}
