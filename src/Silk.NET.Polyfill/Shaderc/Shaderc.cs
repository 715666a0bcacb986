using Silk.NET.Core;
using Silk.NET.Core.Contexts;
using Silk.NET.Core.Native;
using Silk.NET.Polyfill;

namespace Silk.NET.Shaderc;

/// <summary>Compiles GLSL to SPIR-V. A compiler object may be used by several threads at once, options may not.</summary>
internal sealed unsafe class Shaderc : NativeAPI
{
    private static readonly string[] LibraryNames = SystemLibrary.NamesFor(
        windows: ["shaderc_shared.dll"],
        macOS: ["libshaderc_shared.1.dylib", "libshaderc_shared.dylib", "libshaderc.1.dylib"],
        linux: ["libshaderc.so.1", "libshaderc_shared.so.1", "libshaderc_shared.so"]);

    private nint _compilerInitialize;
    private nint _compilerRelease;
    private nint _compileOptionsInitialize;
    private nint _compileOptionsClone;
    private nint _compileOptionsRelease;
    private nint _compileOptionsAddMacroDefinition;
    private nint _compileOptionsSetSourceLanguage;
    private nint _compileOptionsSetGenerateDebugInfo;
    private nint _compileOptionsSetOptimizationLevel;
    private nint _compileOptionsSetIncludeCallbacks;
    private nint _compileOptionsSetSuppressWarnings;
    private nint _compileOptionsSetTargetEnv;
    private nint _compileOptionsSetTargetSpirv;
    private nint _compileOptionsSetWarningsAsErrors;
    private nint _compileOptionsSetAutoBindUniforms;
    private nint _compileOptionsSetAutoMapLocations;
    private nint _compileOptionsSetNanClamp;
    private nint _compileIntoSpv;
    private nint _compileIntoSpvAssembly;
    private nint _compileIntoPreprocessedText;
    private nint _resultRelease;
    private nint _resultGetLength;
    private nint _resultGetNumWarnings;
    private nint _resultGetNumErrors;
    private nint _resultGetCompilationStatus;
    private nint _resultGetBytes;
    private nint _resultGetErrorMessage;
    private nint _getSpvVersion;

    public Shaderc(INativeContext ctx)
        : base(ctx)
    {
    }

    /// <summary>Loads the library of the system; where it does not load, its command line <c>glslc</c> does the work.</summary>
    /// <exception cref="System.IO.FileNotFoundException">There is neither.</exception>
    public static Shaderc GetApi()
    {
        // Debian 12's libshaderc.so.1 lacks the symbols of glslang, which only its glslc brings along: it cannot be loaded.
        if (!SystemLibrary.TryOpen(LibraryNames, out nint library) && GlslcContext.TryGet(out INativeContext? glslc))
        {
            return new Shaderc(glslc);
        }

        library = library != 0 ? library : SystemLibrary.Open("Shaderc, and there is no glslc", LibraryNames);
        return new Shaderc(new FunctionContext(name => SystemLibrary.FindSymbol(library, name)));
    }

    public Compiler* CompilerInitialize() =>
        ((delegate* unmanaged[Cdecl]<Compiler*>)Function(
            ref _compilerInitialize, "shaderc_compiler_initialize"))();

    public void CompilerRelease(Compiler* arg0) =>
        ((delegate* unmanaged[Cdecl]<Compiler*, void>)Function(
            ref _compilerRelease, "shaderc_compiler_release"))(arg0);

    public CompileOptions* CompileOptionsInitialize() =>
        ((delegate* unmanaged[Cdecl]<CompileOptions*>)Function(
            ref _compileOptionsInitialize, "shaderc_compile_options_initialize"))();

    public CompileOptions* CompileOptionsClone(CompileOptions* options) =>
        ((delegate* unmanaged[Cdecl]<CompileOptions*, CompileOptions*>)Function(
            ref _compileOptionsClone, "shaderc_compile_options_clone"))(options);

    public void CompileOptionsRelease(CompileOptions* options) =>
        ((delegate* unmanaged[Cdecl]<CompileOptions*, void>)Function(
            ref _compileOptionsRelease, "shaderc_compile_options_release"))(options);

    public void CompileOptionsAddMacroDefinition(CompileOptions* options, byte* name, nuint nameLength, byte* value, nuint valueLength) =>
        ((delegate* unmanaged[Cdecl]<CompileOptions*, byte*, nuint, byte*, nuint, void>)Function(
            ref _compileOptionsAddMacroDefinition, "shaderc_compile_options_add_macro_definition"))(options, name, nameLength, value,
            valueLength);

    public void CompileOptionsAddMacroDefinition(
        CompileOptions* options, string name, nuint nameLength, string? value, nuint valueLength)
    {
        nint nativeName = SilkMarshal.StringToPtr(name);
        nint nativeValue = SilkMarshal.StringToPtr(value);
        CompileOptionsAddMacroDefinition(options, (byte*)nativeName, nameLength, (byte*)nativeValue, valueLength);
        SilkMarshal.Free(nativeName);
        SilkMarshal.Free(nativeValue);
    }

    public void CompileOptionsSetSourceLanguage(CompileOptions* options, SourceLanguage lang) =>
        ((delegate* unmanaged[Cdecl]<CompileOptions*, SourceLanguage, void>)Function(
            ref _compileOptionsSetSourceLanguage, "shaderc_compile_options_set_source_language"))(options, lang);

    public void CompileOptionsSetGenerateDebugInfo(CompileOptions* options) =>
        ((delegate* unmanaged[Cdecl]<CompileOptions*, void>)Function(
            ref _compileOptionsSetGenerateDebugInfo, "shaderc_compile_options_set_generate_debug_info"))(options);

    public void CompileOptionsSetOptimizationLevel(CompileOptions* options, OptimizationLevel level) =>
        ((delegate* unmanaged[Cdecl]<CompileOptions*, OptimizationLevel, void>)Function(
            ref _compileOptionsSetOptimizationLevel, "shaderc_compile_options_set_optimization_level"))(options, level);

    public void CompileOptionsSetIncludeCallbacks(
        CompileOptions* options, PfnIncludeResolveFn resolver, PfnIncludeResultReleaseFn resultReleaser, void* userData) =>
        ((delegate* unmanaged[Cdecl]<CompileOptions*, PfnIncludeResolveFn, PfnIncludeResultReleaseFn, void*, void>)Function(
            ref _compileOptionsSetIncludeCallbacks, "shaderc_compile_options_set_include_callbacks"))(options, resolver, resultReleaser,
            userData);

    public void CompileOptionsSetSuppressWarnings(CompileOptions* options) =>
        ((delegate* unmanaged[Cdecl]<CompileOptions*, void>)Function(
            ref _compileOptionsSetSuppressWarnings, "shaderc_compile_options_set_suppress_warnings"))(options);

    public void CompileOptionsSetTargetEnv(CompileOptions* options, TargetEnv target, uint version) =>
        ((delegate* unmanaged[Cdecl]<CompileOptions*, TargetEnv, uint, void>)Function(
            ref _compileOptionsSetTargetEnv, "shaderc_compile_options_set_target_env"))(options, target, version);

    public void CompileOptionsSetTargetSpirv(CompileOptions* options, SpirvVersion version) =>
        ((delegate* unmanaged[Cdecl]<CompileOptions*, SpirvVersion, void>)Function(
            ref _compileOptionsSetTargetSpirv, "shaderc_compile_options_set_target_spirv"))(options, version);

    public void CompileOptionsSetWarningsAsErrors(CompileOptions* options) =>
        ((delegate* unmanaged[Cdecl]<CompileOptions*, void>)Function(
            ref _compileOptionsSetWarningsAsErrors, "shaderc_compile_options_set_warnings_as_errors"))(options);

    public void CompileOptionsSetAutoBindUniforms(CompileOptions* options, Bool32 autoBind) =>
        ((delegate* unmanaged[Cdecl]<CompileOptions*, Bool32, void>)Function(
            ref _compileOptionsSetAutoBindUniforms, "shaderc_compile_options_set_auto_bind_uniforms"))(options, autoBind);

    public void CompileOptionsSetAutoMapLocations(CompileOptions* options, Bool32 autoMap) =>
        ((delegate* unmanaged[Cdecl]<CompileOptions*, Bool32, void>)Function(
            ref _compileOptionsSetAutoMapLocations, "shaderc_compile_options_set_auto_map_locations"))(options, autoMap);

    public void CompileOptionsSetNanClamp(CompileOptions* options, Bool32 enable) =>
        ((delegate* unmanaged[Cdecl]<CompileOptions*, Bool32, void>)Function(
            ref _compileOptionsSetNanClamp, "shaderc_compile_options_set_nan_clamp"))(options, enable);

    public CompilationResult* CompileIntoSpv(
        Compiler* compiler, byte* sourceText, nuint sourceTextSize, ShaderKind shaderKind, byte* inputFileName, byte* entryPointName,
        CompileOptions* additionalOptions) =>
        ((delegate* unmanaged[Cdecl]<Compiler*, byte*, nuint, ShaderKind, byte*, byte*, CompileOptions*, CompilationResult*>)Function(
            ref _compileIntoSpv, "shaderc_compile_into_spv"))(compiler, sourceText, sourceTextSize, shaderKind, inputFileName,
            entryPointName, additionalOptions);

    public CompilationResult* CompileIntoSpv(
        Compiler* compiler, string sourceText, nuint sourceTextSize, ShaderKind shaderKind, string inputFileName, string entryPointName,
        CompileOptions* additionalOptions)
    {
        nint source = SilkMarshal.StringToPtr(sourceText);
        nint file = SilkMarshal.StringToPtr(inputFileName);
        nint entryPoint = SilkMarshal.StringToPtr(entryPointName);
        CompilationResult* result = CompileIntoSpv(
            compiler, (byte*)source, sourceTextSize, shaderKind, (byte*)file, (byte*)entryPoint, additionalOptions);
        SilkMarshal.Free(source);
        SilkMarshal.Free(file);
        SilkMarshal.Free(entryPoint);
        return result;
    }

    public CompilationResult* CompileIntoSpv(
        Compiler* compiler, byte* sourceText, nuint sourceTextSize, ShaderKind shaderKind, string inputFileName, string entryPointName,
        CompileOptions* additionalOptions)
    {
        nint file = SilkMarshal.StringToPtr(inputFileName);
        nint entryPoint = SilkMarshal.StringToPtr(entryPointName);
        CompilationResult* result = CompileIntoSpv(
            compiler, sourceText, sourceTextSize, shaderKind, (byte*)file, (byte*)entryPoint, additionalOptions);
        SilkMarshal.Free(file);
        SilkMarshal.Free(entryPoint);
        return result;
    }

    public CompilationResult* CompileIntoSpvAssembly(
        Compiler* compiler, byte* sourceText, nuint sourceTextSize, ShaderKind shaderKind, byte* inputFileName, byte* entryPointName,
        CompileOptions* additionalOptions) =>
        ((delegate* unmanaged[Cdecl]<Compiler*, byte*, nuint, ShaderKind, byte*, byte*, CompileOptions*, CompilationResult*>)Function(
            ref _compileIntoSpvAssembly, "shaderc_compile_into_spv_assembly"))(compiler, sourceText, sourceTextSize, shaderKind,
            inputFileName, entryPointName, additionalOptions);

    public CompilationResult* CompileIntoSpvAssembly(
        Compiler* compiler, string sourceText, nuint sourceTextSize, ShaderKind shaderKind, string inputFileName, string entryPointName,
        CompileOptions* additionalOptions)
    {
        nint source = SilkMarshal.StringToPtr(sourceText);
        nint file = SilkMarshal.StringToPtr(inputFileName);
        nint entryPoint = SilkMarshal.StringToPtr(entryPointName);
        CompilationResult* result = CompileIntoSpvAssembly(
            compiler, (byte*)source, sourceTextSize, shaderKind, (byte*)file, (byte*)entryPoint, additionalOptions);
        SilkMarshal.Free(source);
        SilkMarshal.Free(file);
        SilkMarshal.Free(entryPoint);
        return result;
    }

    public CompilationResult* CompileIntoSpvAssembly(
        Compiler* compiler, byte* sourceText, nuint sourceTextSize, ShaderKind shaderKind, string inputFileName, string entryPointName,
        CompileOptions* additionalOptions)
    {
        nint file = SilkMarshal.StringToPtr(inputFileName);
        nint entryPoint = SilkMarshal.StringToPtr(entryPointName);
        CompilationResult* result = CompileIntoSpvAssembly(
            compiler, sourceText, sourceTextSize, shaderKind, (byte*)file, (byte*)entryPoint, additionalOptions);
        SilkMarshal.Free(file);
        SilkMarshal.Free(entryPoint);
        return result;
    }

    public CompilationResult* CompileIntoPreprocessedText(
        Compiler* compiler, byte* sourceText, nuint sourceTextSize, ShaderKind shaderKind, byte* inputFileName, byte* entryPointName,
        CompileOptions* additionalOptions) =>
        ((delegate* unmanaged[Cdecl]<Compiler*, byte*, nuint, ShaderKind, byte*, byte*, CompileOptions*, CompilationResult*>)Function(
            ref _compileIntoPreprocessedText, "shaderc_compile_into_preprocessed_text"))(compiler, sourceText, sourceTextSize,
            shaderKind, inputFileName, entryPointName, additionalOptions);

    public CompilationResult* CompileIntoPreprocessedText(
        Compiler* compiler, string sourceText, nuint sourceTextSize, ShaderKind shaderKind, string inputFileName, string entryPointName,
        CompileOptions* additionalOptions)
    {
        nint source = SilkMarshal.StringToPtr(sourceText);
        nint file = SilkMarshal.StringToPtr(inputFileName);
        nint entryPoint = SilkMarshal.StringToPtr(entryPointName);
        CompilationResult* result = CompileIntoPreprocessedText(
            compiler, (byte*)source, sourceTextSize, shaderKind, (byte*)file, (byte*)entryPoint, additionalOptions);
        SilkMarshal.Free(source);
        SilkMarshal.Free(file);
        SilkMarshal.Free(entryPoint);
        return result;
    }

    public CompilationResult* CompileIntoPreprocessedText(
        Compiler* compiler, byte* sourceText, nuint sourceTextSize, ShaderKind shaderKind, string inputFileName, string entryPointName,
        CompileOptions* additionalOptions)
    {
        nint file = SilkMarshal.StringToPtr(inputFileName);
        nint entryPoint = SilkMarshal.StringToPtr(entryPointName);
        CompilationResult* result = CompileIntoPreprocessedText(
            compiler, sourceText, sourceTextSize, shaderKind, (byte*)file, (byte*)entryPoint, additionalOptions);
        SilkMarshal.Free(file);
        SilkMarshal.Free(entryPoint);
        return result;
    }

    public void ResultRelease(CompilationResult* result) =>
        ((delegate* unmanaged[Cdecl]<CompilationResult*, void>)Function(
            ref _resultRelease, "shaderc_result_release"))(result);

    public nuint ResultGetLength(CompilationResult* result) =>
        ((delegate* unmanaged[Cdecl]<CompilationResult*, nuint>)Function(
            ref _resultGetLength, "shaderc_result_get_length"))(result);

    public nuint ResultGetNumWarnings(CompilationResult* result) =>
        ((delegate* unmanaged[Cdecl]<CompilationResult*, nuint>)Function(
            ref _resultGetNumWarnings, "shaderc_result_get_num_warnings"))(result);

    public nuint ResultGetNumErrors(CompilationResult* result) =>
        ((delegate* unmanaged[Cdecl]<CompilationResult*, nuint>)Function(
            ref _resultGetNumErrors, "shaderc_result_get_num_errors"))(result);

    public CompilationStatus ResultGetCompilationStatus(CompilationResult* arg0) =>
        ((delegate* unmanaged[Cdecl]<CompilationResult*, CompilationStatus>)Function(
            ref _resultGetCompilationStatus, "shaderc_result_get_compilation_status"))(arg0);

    public byte* ResultGetBytes(CompilationResult* result) =>
        ((delegate* unmanaged[Cdecl]<CompilationResult*, byte*>)Function(
            ref _resultGetBytes, "shaderc_result_get_bytes"))(result);

    public byte* ResultGetErrorMessage(CompilationResult* result) =>
        ((delegate* unmanaged[Cdecl]<CompilationResult*, byte*>)Function(
            ref _resultGetErrorMessage, "shaderc_result_get_error_message"))(result);

    public string ResultGetErrorMessageS(CompilationResult* result) =>
        SilkMarshal.PtrToString((nint)ResultGetErrorMessage(result))!;

    public void GetSpvVersion(uint* version, uint* revision) =>
        ((delegate* unmanaged[Cdecl]<uint*, uint*, void>)Function(
            ref _getSpvVersion, "shaderc_get_spv_version"))(version, revision);

    public void GetSpvVersion(ref uint version, ref uint revision)
    {
        fixed (uint* pVersion = &version)
        fixed (uint* pRevision = &revision)
        {
            GetSpvVersion(pVersion, pRevision);
        }
    }
}
