using System.Collections.Immutable;

namespace CnnVulkan.Kernels;

/// <summary>
/// The C# side of one compute shader: what it binds, what it is pushed and what it is specialised with. The library's own are read from the compiled
/// shaders when it is built. Every kernel is one-dimensional: it takes its place from <c>group_index()</c> in <c>kernel.glsl</c>, which folds
/// any number of workgroups into what a device allows.
/// </summary>
/// <remarks>
/// Bindings are numbered in order, set 0. The push-constant block holds one <c>uint NAME_base</c> per buffer, then <see cref="Push"/>,
/// then, where <see cref="HasActivation"/>, <c>float activation_alpha, activation_beta</c>. Specialisation constants: 0 the workgroup
/// size, 3 the activation function, from 4 on <see cref="Constants"/>, each a <c>uint</c> named in upper case.
/// </remarks>
public sealed class Kernel
{
    /// <summary>Push constants every Vulkan device takes.</summary>
    public const int MaxPushBytes = 128;

    /// <summary>Describes a shader.</summary>
    /// <param name="shader">The shader file's name without its ending.</param>
    /// <param name="buffers">In binding order: <c>NAME</c> read, <c>out NAME</c> written, <c>inout NAME</c> both, <c>texel NAME</c> read as texels of four elements.</param>
    /// <param name="push">In order: <c>uint NAME</c>, <c>int NAME</c> or <c>float NAME</c>.</param>
    /// <param name="constants">Names, the first with id 4.</param>
    /// <param name="activation">Whether the shader ends with an activation function.</param>
    /// <param name="source">GLSL to compile at run time, for a layer of your own; null for the library's own shaders.</param>
    /// <exception cref="ArgumentException">The push constants pass 128 bytes, or a declaration is malformed.</exception>
    public Kernel(string shader, string[] buffers, string[] push, string[]? constants = null, bool activation = false, string? source = null)
    {
        Shader = shader;
        Buffers = [.. buffers.Select(KernelBuffer.Parse)];
        HasActivation = activation;
        string[] tail = activation ? ["float activation_alpha", "float activation_beta"] : [];
        Push = [.. Buffers.Select(b => $"uint {b.Name}_base").Concat(push).Concat(tail).Select(PushField.Parse)];
        Constants = [.. constants ?? []];
        Source = source;
        if (Push.Length * 4 > MaxPushBytes)
            throw new ArgumentException($"Kernel '{shader}' pushes {Push.Length * 4} bytes; {MaxPushBytes} are allowed.");
    }

    /// <summary>A shader of the library, as <c>CnnVulkan.ShaderCompiler</c> has read it.</summary>
    internal Kernel(string shader, string[] buffers, string[] push, string[] constants, bool activation, string[] variants)
        : this(shader, buffers, push, constants, activation)
        => Variants = [.. variants];

    /// <summary>The shader file's name without its ending.</summary>
    public string Shader { get; }

    /// <summary>The variants it was compiled in; default where it is compiled when it is used.</summary>
    internal ImmutableArray<string> Variants { get; }

    /// <summary>The buffers in binding order.</summary>
    public ImmutableArray<KernelBuffer> Buffers { get; }

    /// <summary>Whether it takes a buffer as texels; then it is the shader's variant for that, <c>f32_texel</c> instead of <c>f32</c>.</summary>
    public bool Texels => Buffers.Any(b => b.Texels);

    /// <summary>All push constants in order, four bytes each.</summary>
    public ImmutableArray<PushField> Push { get; }

    /// <summary>Those among them that a call gives: without the buffers' bases and what the activation function takes.</summary>
    internal IEnumerable<PushField> OwnPush => Push.Skip(Buffers.Length).Take(Push.Length - Buffers.Length - (HasActivation ? 2 : 0));

    /// <summary>Names of the specialisation constants, the first with id 4.</summary>
    public ImmutableArray<string> Constants { get; }

    /// <summary>Whether the shader ends with an activation function.</summary>
    public bool HasActivation { get; }

    /// <summary>GLSL compiled at run time, or null.</summary>
    public string? Source { get; }
}
