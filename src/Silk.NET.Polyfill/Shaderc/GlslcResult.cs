using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Silk.NET.Shaderc;

namespace Silk.NET.Polyfill;

/// <summary>One run of glslc and what came out of it.</summary>
internal sealed class GlslcResult
{
    private static readonly Regex Totals = new(@"^(?<n>\d+) (?<what>error|warning)s? ", RegexOptions.Multiline | RegexOptions.CultureInvariant);

    private GlslcResult(CompilationStatus status, byte[] output, string messages)
    {
        Status = status;
        Length = (nuint)output.Length;
        Bytes = ToNative(output);
        ErrorMessage = ToNative(Encoding.UTF8.GetBytes(messages));
        foreach (Match total in Totals.Matches(messages))
        {
            nuint n = (nuint)ulong.Parse(total.Groups["n"].Value, CultureInfo.InvariantCulture);
            Errors += total.Groups["what"].Value == "error" ? n : 0;
            Warnings += total.Groups["what"].Value == "warning" ? n : 0;
        }
    }

    public CompilationStatus Status { get; }

    public nuint Length { get; }

    public nint Bytes { get; }

    public nint ErrorMessage { get; }

    public nuint Errors { get; }

    public nuint Warnings { get; }

    public static GlslcResult Compile(
        string glslc, GlslcOptions options, string source, ShaderKind kind, string fileName, string? outputSwitch)
    {
        try
        {
            return Run(glslc, options, source, kind, fileName, outputSwitch);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or Win32Exception)
        {
            // The caller is behind a native function pointer, which no exception gets across.
            return new GlslcResult(CompilationStatus.InternalError, [], $"{glslc}: {e.Message}");
        }
    }

    public void Free()
    {
        Marshal.FreeHGlobal(Bytes);
        Marshal.FreeHGlobal(ErrorMessage);
    }

    private static GlslcResult Run(
        string glslc, GlslcOptions options, string source, ShaderKind kind, string fileName, string? outputSwitch)
    {
        using var sources = new GlslcSources(options, fileName, source);
        var start = new ProcessStartInfo(glslc)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            StandardErrorEncoding = Encoding.UTF8,
        };
        var arguments = new List<string>(options.Arguments());
        if (StageOf(kind) is { } stage)
        {
            arguments.Add("-fshader-stage=" + stage);
        }

        arguments.AddRange([outputSwitch ?? "-c", "-o", sources.Output, sources.Main]);

        // Not ArgumentList: Mono ignores it.
        start.Arguments = string.Join(" ", arguments.ConvertAll(Quote));
        using var process = Process.Start(start)!;

        // glslang prints its built-in functions there when they clash with a source; nobody wants to read them.
        process.BeginOutputReadLine();
        string messages = sources.WithCallersNames(process.StandardError.ReadToEnd());
        process.WaitForExit();
        return process.ExitCode == 0
            ? new GlslcResult(CompilationStatus.Success, File.ReadAllBytes(sources.Output), messages)
            : new GlslcResult(CompilationStatus.CompilationError, [], messages);
    }

    private static string Quote(string argument) =>
        argument.IndexOfAny([' ', '"', '\'']) < 0 ? argument : $"\"{argument.Replace("\"", "\\\"")}\"";

    // Null where a #pragma in the source names the stage.
    private static string? StageOf(ShaderKind kind) => kind switch
    {
        ShaderKind.VertexShader or ShaderKind.GlslDefaultVertexShader => "vertex",
        ShaderKind.FragmentShader or ShaderKind.GlslDefaultFragmentShader => "fragment",
        ShaderKind.ComputeShader or ShaderKind.GlslDefaultComputeShader => "compute",
        ShaderKind.GeometryShader or ShaderKind.GlslDefaultGeometryShader => "geometry",
        ShaderKind.GlslTessControlShader => "tesscontrol",
        ShaderKind.GlslTessEvaluationShader => "tesseval",
        _ => null,
    };

    private static nint ToNative(byte[] bytes)
    {
        nint block = Marshal.AllocHGlobal(bytes.Length + 1);
        Marshal.Copy(bytes, 0, block, bytes.Length);
        Marshal.WriteByte(block, bytes.Length, 0);
        return block;
    }
}
