namespace Silk.NET.Shaderc;

/// <summary>shaderc's <c>shaderc_spirv_version</c>.</summary>
internal enum SpirvVersion
{
    Shaderc10 = 65536,
    Shaderc11 = 65792,
    Shaderc12 = 66048,
    Shaderc13 = 66304,
    Shaderc14 = 66560,
    Shaderc15 = 66816,
    Shaderc16 = 67072,
}
