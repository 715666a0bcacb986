namespace Silk.NET.Shaderc;

/// <summary>shaderc's <c>shaderc_include_type</c>.</summary>
internal enum IncludeType
{
    Relative = 0,
    Standard = 1,
}
