using CnnVulkan.Kernels;
using CnnVulkan.Tests.Conventions;

namespace CnnVulkan.GpuTests.Harness;

/// <summary>Shaders of the library as a driver that miscompiles them would have them: what they compute is off by 2.</summary>
internal static class WrongShader
{
    /// <summary>Where each of these shaders has its result, and what that is instead.</summary>
    private static readonly (string Right, string Wrong)[] Results =
    [
        ("value = activate(value, p.activation_alpha, p.activation_beta);", "value = 2.0 + activate(value, p.activation_alpha, p.activation_beta);"),
        ("ELEMENT(activate(value, p.activation_alpha, p.activation_beta))", "ELEMENT(2.0 + activate(value, p.activation_alpha, p.activation_beta))"),
        ("STORED(activate(value, p.activation_alpha, p.activation_beta))", "STORED(2.0 + activate(value, p.activation_alpha, p.activation_beta))"),
        ("= STORED(result);", "= STORED(result + 2.0);"),
    ];

    /// <summary>What a device's options take for these shaders.</summary>
    public static Func<string, string, byte[]?> Of(params string[] shaders)
        => (shader, variant) => shaders.Contains(shader) ? Compile(shader, variant) : null;

    private static byte[] Compile(string shader, string variant)
    {
        string source = Repository.Read($"shaders/operators/{shader}.comp");
        (string right, string wrong) = Results.First(r => source.Contains(r.Right, StringComparison.Ordinal));
        using var compiler = new GlslCompiler(name => Repository.Read($"shaders/include/{name}"));
        return compiler.Compile($"{shader}.comp", source.Replace(right, wrong, StringComparison.Ordinal), variant);
    }
}
