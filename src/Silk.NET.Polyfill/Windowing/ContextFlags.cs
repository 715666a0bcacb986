using System;

namespace Silk.NET.Windowing;

/// <summary>How an OpenGL context is made; without meaning for Vulkan.</summary>
[Flags]
internal enum ContextFlags
{
    Default = 0,
    Debug = 1,
    ForwardCompatible = 2,
}
