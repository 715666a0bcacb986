using System.Text;
using Silk.NET.Core.Native;
using Silk.NET.Shaderc;
using ShadercCompiler = Silk.NET.Shaderc.Compiler;

namespace CnnVulkan.Kernels;

/// <summary>
/// Compiles shaders to SPIR-V with Shaderc: the library's own when it is built, a user's when it runs. Any thread may call it.
/// </summary>
internal sealed unsafe class GlslCompiler : IDisposable
{
    /// <summary>Part of the keys of cached SPIR-V: raise it when options below change.</summary>
    public const string Options = "vulkan1.1 spirv1.3 performance 2";

    private readonly Shaderc _api;
    private readonly Func<string, string?> _include;
    private ShadercCompiler* _compiler;

    /// <param name="include">The text of an included file by the name in the directive; null where there is none.</param>
    /// <exception cref="ShaderCompilationException">Shaderc is not installed.</exception>
    public GlslCompiler(Func<string, string?> include)
    {
        _include = include;
        try
        {
            _api = Shaderc.GetApi();
        }
        catch (Exception error) when (error is FileNotFoundException or DllNotFoundException)
        {
            throw new ShaderCompilationException("The GLSL compiler Shaderc is not installed (Debian, Ubuntu: apt install glslc; "
                + "elsewhere: the Vulkan SDK). It is needed only for shaders that are not part of the library.", error);
        }
        _compiler = _api.CompilerInitialize();
    }

    /// <summary>Compiles one variant.</summary>
    /// <param name="file">The file's name for messages; its ending decides the stage: .vert, .frag, and compute for all else.</param>
    /// <param name="source">The GLSL.</param>
    /// <param name="variant">
    /// f32, f16 or i32: defines ELEMENT_F32, ELEMENT_F16 or ELEMENT_I32; with <c>_nc4hw</c> behind it also LAYOUT_NC4HW, with <c>_texel</c>
    /// TEXEL_BUFFERS. Of no meaning to vertex and fragment shaders.
    /// </param>
    /// <exception cref="ShaderCompilationException">It does not compile.</exception>
    public byte[] Compile(string file, string source, string variant)
    {
        CompileOptions* options = _api.CompileOptionsInitialize();
        var resolve = new PfnIncludeResolveFn(Resolve);
        var release = new PfnIncludeResultReleaseFn(Release);
        CompilationResult* result = null;
        try
        {
            _api.CompileOptionsSetTargetEnv(options, TargetEnv.Vulkan, (uint)EnvVersion.Vulkan11);
            _api.CompileOptionsSetTargetSpirv(options, SpirvVersion.Shaderc13);
            // Without debug information the optimiser drops names, which the shader compiler and debuggers read; the lines go below.
            _api.CompileOptionsSetGenerateDebugInfo(options);
            _api.CompileOptionsSetOptimizationLevel(options, OptimizationLevel.Performance);
            _api.CompileOptionsSetIncludeCallbacks(options, resolve, release, null);
            foreach (string define in Defines(variant))
                _api.CompileOptionsAddMacroDefinition(options, define, (nuint)define.Length, "1", 1);
            byte[] text = Encoding.UTF8.GetBytes(source);
            fixed (byte* start = text)
                result = _api.CompileIntoSpv(_compiler, start, (nuint)text.Length, Stage(file), file, "main", options);
            if (_api.ResultGetCompilationStatus(result) != CompilationStatus.Success)
                throw new ShaderCompilationException(_api.ResultGetErrorMessageS(result).Trim());
            var code = new ReadOnlySpan<byte>(_api.ResultGetBytes(result), checked((int)_api.ResultGetLength(result)));
            return SpirvLines.Remove(code);
        }
        finally
        {
            if (result != null)
                _api.ResultRelease(result);
            _api.CompileOptionsRelease(options);
            resolve.Dispose();
            release.Dispose();
        }
    }

    public void Dispose()
    {
        if (_compiler == null)
            return;
        _api.CompilerRelease(_compiler);
        _compiler = null;
    }

    private static ShaderKind Stage(string file) => Path.GetExtension(file) switch
    {
        ".vert" => ShaderKind.VertexShader,
        ".frag" => ShaderKind.FragmentShader,
        _ => ShaderKind.ComputeShader,
    };

    private static string[] Defines(string variant)
    {
        string[] parts = variant.Split('_');
        string element = $"ELEMENT_{parts[0].ToUpperInvariant()}";
        return [element, .. parts.Skip(1).Select(part => part == "texel" ? "TEXEL_BUFFERS" : $"LAYOUT_{part.ToUpperInvariant()}")];
    }

    private IncludeResult* Resolve(void* user, byte* requested, int type, byte* requesting, nuint depth)
    {
        string name = SilkMarshal.PtrToString((nint)requested)!;
        string? text = _include(name);
        // An empty name tells Shaderc that the content is an error message.
        byte[] nameBytes = Encoding.UTF8.GetBytes(text is null ? "" : name);
        byte[] textBytes = Encoding.UTF8.GetBytes(text ?? $"'{name}' is not among the shaders that can be included");
        nint block = SilkMarshal.Allocate(sizeof(IncludeResult) + nameBytes.Length + textBytes.Length);
        var result = (IncludeResult*)block;
        byte* at = (byte*)(result + 1);
        nameBytes.CopyTo(new Span<byte>(at, nameBytes.Length));
        textBytes.CopyTo(new Span<byte>(at + nameBytes.Length, textBytes.Length));
        *result = new IncludeResult
        {
            SourceName = at,
            SourceNameLength = (nuint)nameBytes.Length,
            Content = at + nameBytes.Length,
            ContentLength = (nuint)textBytes.Length,
        };
        return result;
    }

    private static void Release(void* user, IncludeResult* result) => SilkMarshal.Free((nint)result);
}
