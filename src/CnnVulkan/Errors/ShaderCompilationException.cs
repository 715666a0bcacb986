namespace CnnVulkan;

/// <summary>GLSL that does not compile, or no Shaderc to compile it with: one line per error, with file and line.</summary>
public sealed class ShaderCompilationException : CnnVulkanException
{
    /// <summary>Creates the error.</summary>
    public ShaderCompilationException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
