namespace Silk.NET.Shaderc;

/// <summary>shaderc's <c>shaderc_env_version</c>.</summary>
internal enum EnvVersion
{
    Vulkan10 = 4194304,
    Vulkan11 = 4198400,
    Vulkan12 = 4202496,
    Vulkan13 = 4206592,
    Opengl45 = 450,
    Webgpu = 451,
}
