namespace Silk.NET.Shaderc;

/// <summary>shaderc's <c>shaderc_target_env</c>.</summary>
internal enum TargetEnv
{
    Vulkan = 0,
    Opengl = 1,
    OpenglCompat = 2,
    Webgpu = 3,
    Default = Vulkan,
}
