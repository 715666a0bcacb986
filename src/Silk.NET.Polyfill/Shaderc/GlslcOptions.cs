using System.Collections.Generic;
using System.Linq;
using Silk.NET.Shaderc;

namespace Silk.NET.Polyfill;

/// <summary>What <c>shaderc_compile_options_*</c> collect, as arguments of glslc.</summary>
internal sealed class GlslcOptions
{
    public SortedDictionary<string, string?> Macros { get; private set; } = new(System.StringComparer.Ordinal);

    public HashSet<string> Switches { get; private set; } = [];

    public OptimizationLevel Optimization { get; set; }

    public TargetEnv Target { get; set; }

    public uint TargetVersion { get; set; }

    public SpirvVersion? Spirv { get; set; }

    public SourceLanguage Language { get; set; }

    public PfnIncludeResolveFn Resolver { get; set; }

    public PfnIncludeResultReleaseFn Releaser { get; set; }

    public nint UserData { get; set; }

    public GlslcOptions Clone()
    {
        var copy = (GlslcOptions)MemberwiseClone();
        copy.Macros = new SortedDictionary<string, string?>(Macros, System.StringComparer.Ordinal);
        copy.Switches = [.. Switches];
        return copy;
    }

    public void Switch(string argument, bool on)
    {
        if (on)
        {
            Switches.Add(argument);
        }
        else
        {
            Switches.Remove(argument);
        }
    }

    public IEnumerable<string> Arguments()
    {
        string target = Target switch
        {
            TargetEnv.Opengl => "opengl4.5",
            TargetEnv.OpenglCompat => "opengl_compat",
            _ => (EnvVersion)TargetVersion switch
            {
                EnvVersion.Vulkan11 => "vulkan1.1",
                EnvVersion.Vulkan12 => "vulkan1.2",
                EnvVersion.Vulkan13 => "vulkan1.3",
                _ => "vulkan1.0",
            },
        };
        yield return "--target-env=" + target;
        if (Spirv is { } version)
        {
            yield return $"--target-spv=spv1.{((uint)version >> 8) & 0xFF}";
        }

        yield return Optimization switch
        {
            OptimizationLevel.Performance => "-O",
            OptimizationLevel.Size => "-Os",
            _ => "-O0",
        };
        yield return "-x";
        yield return Language == SourceLanguage.Hlsl ? "hlsl" : "glsl";
        foreach (string argument in Switches.Concat(Macros.Select(m => m.Value is null ? "-D" + m.Key : $"-D{m.Key}={m.Value}")))
        {
            yield return argument;
        }
    }
}
