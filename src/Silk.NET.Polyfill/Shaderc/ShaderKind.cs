namespace Silk.NET.Shaderc;

/// <summary>shaderc's <c>shaderc_shader_kind</c>.</summary>
internal enum ShaderKind
{
    VertexShader = 0,
    FragmentShader = 1,
    ComputeShader = 2,
    GeometryShader = 3,
    GlslVertexShader = 0,
    GlslFragmentShader = 1,
    GlslComputeShader = 2,
    GlslGeometryShader = 3,
    GlslTessControlShader = 4,
    GlslTessEvaluationShader = 5,
    GlslInferFromSource = 6,
    GlslDefaultVertexShader = 7,
    GlslDefaultFragmentShader = 8,
    GlslDefaultComputeShader = 9,
    GlslDefaultGeometryShader = 10,
    SpirvAssembly = 13,
}
