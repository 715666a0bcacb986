using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using Silk.NET.Core.Contexts;
using Silk.NET.Shaderc;

namespace Silk.NET.Polyfill;

/// <summary>The functions of the Shaderc library, carried out by its command line <c>glslc</c>.</summary>
internal sealed unsafe class GlslcContext
{
    private static readonly Lazy<INativeContext?> Shared = new(Create);

    private readonly string _glslc;
    private readonly Dictionary<string, nint> _functions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<nint, object> _objects = new();
    private int _lastId;

    private GlslcContext(string glslc)
    {
        _glslc = glslc;
        On("compiler_initialize", new New(() => Add(this)));
        On("compiler_release", new Use(Remove));
        On("compile_options_initialize", new New(() => Add(new GlslcOptions())));
        On("compile_options_clone", new Copy(id => Add(Options(id).Clone())));
        On("compile_options_release", new Use(Remove));
        On("compile_options_add_macro_definition", new AddMacro((id, name, nameLength, value, valueLength) =>
            Options(id).Macros[Text(name, nameLength)!] = Text(value, valueLength)));
        On("compile_options_set_source_language", new Set((id, value) => Options(id).Language = (SourceLanguage)value));
        On("compile_options_set_generate_debug_info", new Use(id => Options(id).Switch("-g", true)));
        On("compile_options_set_optimization_level", new Set((id, value) => Options(id).Optimization = (OptimizationLevel)value));
        On("compile_options_set_include_callbacks", new SetIncludes((id, resolver, releaser, userData) =>
            (Options(id).Resolver, Options(id).Releaser, Options(id).UserData) = (resolver, releaser, userData)));
        On("compile_options_set_suppress_warnings", new Use(id => Options(id).Switch("-w", true)));
        On("compile_options_set_target_env", new SetTarget((id, target, version) =>
            (Options(id).Target, Options(id).TargetVersion) = (target, version)));
        On("compile_options_set_target_spirv", new Set((id, value) => Options(id).Spirv = (SpirvVersion)value));
        On("compile_options_set_warnings_as_errors", new Use(id => Options(id).Switch("-Werror", true)));
        On("compile_options_set_auto_bind_uniforms", new Set((id, value) => Options(id).Switch("-fauto-bind-uniforms", value != 0)));
        On("compile_options_set_auto_map_locations", new Set((id, value) => Options(id).Switch("-fauto-map-locations", value != 0)));
        On("compile_options_set_nan_clamp", new Set((id, value) => Options(id).Switch("-fnan-clamp", value != 0)));
        On("compile_into_spv", Compile(null));
        On("compile_into_spv_assembly", Compile("-S"));
        On("compile_into_preprocessed_text", Compile("-E"));
        On("result_release", new Use(ReleaseResult));
        On("result_get_length", new Count(id => Result(id).Length));
        On("result_get_num_warnings", new Count(id => Result(id).Warnings));
        On("result_get_num_errors", new Count(id => Result(id).Errors));
        On("result_get_compilation_status", new Status(id => Result(id).Status));
        On("result_get_bytes", new Copy(id => Result(id).Bytes));
        On("result_get_error_message", new Copy(id => Result(id).ErrorMessage));
        On("get_spv_version", new GetVersion((version, revision) => (*version, *revision) = (0x10600, 1)));
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint New();

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint Copy(nint id);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void Use(nint id);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void Set(nint id, int value);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void SetTarget(nint id, TargetEnv target, uint version);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void SetIncludes(nint id, PfnIncludeResolveFn resolver, PfnIncludeResultReleaseFn releaser, nint userData);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void AddMacro(nint id, byte* name, nuint nameLength, byte* value, nuint valueLength);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nuint Count(nint id);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate CompilationStatus Status(nint id);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void GetVersion(uint* version, uint* revision);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint CompileText(
        nint compiler, byte* source, nuint size, ShaderKind kind, byte* fileName, byte* entryPoint, nint options);

    /// <summary>Answers false where glslc is not in the search path.</summary>
    public static bool TryGet([NotNullWhen(true)] out INativeContext? context) => (context = Shared.Value) is not null;

    private static INativeContext? Create()
    {
        foreach (string folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        {
            foreach (string name in new[] { "glslc", "glslc.exe" })
            {
                string path = Path.Combine(folder, name);
                if (File.Exists(path))
                {
                    return new FunctionContext(new GlslcContext(path).Find);
                }
            }
        }

        return null;
    }

    private static string? Text(byte* text, nuint length) => text == null ? null : Encoding.UTF8.GetString(text, (int)length);

    private void On<T>(string name, T function)
        where T : Delegate => _functions["shaderc_" + name] = DelegateHandle.Create(function);

    private nint Find(string name) =>
        _functions.TryGetValue(name, out nint function) ? function : 0;

    private nint Add(object value)
    {
        nint id = Interlocked.Increment(ref _lastId);
        _objects[id] = value;
        return id;
    }

    private void Remove(nint id) => _objects.TryRemove(id, out _);

    private GlslcOptions Options(nint id) => id == 0 ? new GlslcOptions() : (GlslcOptions)_objects[id];

    private GlslcResult Result(nint id) => (GlslcResult)_objects[id];

    private void ReleaseResult(nint id)
    {
        if (_objects.TryRemove(id, out object? result))
        {
            ((GlslcResult)result).Free();
        }
    }

    private CompileText Compile(string? outputSwitch) => (compiler, source, size, kind, fileName, entryPoint, options) =>
        Add(GlslcResult.Compile(
            _glslc, Options(options), Text(source, size)!, kind, Marshal.PtrToStringUTF8((nint)fileName)!, outputSwitch));
}
