namespace Silk.NET.Shaderc;

/// <summary>shaderc's <c>shaderc_source_language</c>.</summary>
internal enum SourceLanguage
{
    Glsl = 0,
    Hlsl = 1,
}
