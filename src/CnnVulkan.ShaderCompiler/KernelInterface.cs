using System.Collections.Immutable;

namespace CnnVulkan.ShaderCompiler;

/// <summary>What a compute shader binds, is pushed and is specialised with, read from its compiled variants. They must agree.</summary>
internal sealed record KernelInterface
{
    private const string BufferSuffix = "_data", BaseSuffix = "_base", OptionalPrefix = "HAS_";
    private const uint WorkgroupSize = 0, ActivationFunction = 3, FirstConstant = 4;
    private static readonly string[] ActivationPush = ["activation_alpha", "activation_beta"];

    /// <summary>The shader's name.</summary>
    public required string Shader { get; init; }

    /// <summary>The file, from the shaders' folder on.</summary>
    public required string File { get; init; }

    /// <summary>The variants it was compiled in.</summary>
    public required ImmutableArray<string> Variants { get; init; }

    /// <summary>In binding order; <c>Texels</c>: as texels where the variant says so; <c>Optional</c>: bound where the constant HAS_NAME is set.</summary>
    public required ImmutableArray<(string Name, bool Reads, bool Writes, bool Texels, bool Optional)> Buffers { get; init; }

    /// <summary>In order, without the bases of the buffers and what the activation function takes.</summary>
    public required ImmutableArray<(string Name, string Type)> Push { get; init; }

    /// <summary>From id 4 on, in order, in upper case; those of optional buffers included.</summary>
    public required ImmutableArray<(string Name, string Type)> Constants { get; init; }

    /// <summary>Whether it ends with an activation function: specialisation constant 3.</summary>
    public required bool HasActivation { get; init; }

    /// <summary>Reads the interface.</summary>
    /// <exception cref="ShaderCompilationException">The variants differ, or the interface breaks a rule of kernel.glsl.</exception>
    public static KernelInterface Read(ShaderSource source, string file, IReadOnlyList<(string Variant, SpirvModule Module)> variants)
    {
        ShaderCompilationException Error(string rule) => new($"{source.Path}:1: error: {rule}");

        if (variants.FirstOrDefault(v => v.Module.RepeatedConstant is not null) is { Module.RepeatedConstant: { } repeated })
            throw Error($"specialisation constant {repeated} is declared twice");
        (string firstVariant, SpirvModule first) = variants[0];
        foreach ((string variant, SpirvModule module) in variants.Skip(1))
        {
            if (!module.PushConstants.SequenceEqual(first.PushConstants))
                throw Error($"variants {firstVariant} and {variant} have different push constants");
        }
        // The compiler drops a constant that one variant has no use for: integers end with no activation.
        var constants = variants.SelectMany(v => v.Module.SpecializationConstants).GroupBy(c => c.Key).ToDictionary(g => g.Key, g => g.First().Value);
        if (!constants.ContainsKey(WorkgroupSize))
            throw Error("local_size_x must be specialisation constant 0: include kernel.glsl");
        (string Name, string Type)[] own = [.. constants.Where(c => c.Key >= FirstConstant).OrderBy(c => c.Key).Select(c => c.Value)];
        uint[] ids = [.. constants.Keys.Where(id => id >= FirstConstant).Order()];
        if (!ids.SequenceEqual(Enumerable.Range((int)FirstConstant, ids.Length).Select(i => (uint)i)))
            throw Error($"specialisation constants are numbered from {FirstConstant} on without gaps and all used; found {string.Join(", ", ids)}");
        if (own.Any(c => c.Name.Length == 0))
            throw Error("a specialisation constant has no name");

        var bound = Bound().ToArray();
        var push = first.PushConstants.ToList();
        bool activation = constants.ContainsKey(ActivationFunction);
        string[] expected = [.. bound.Select(b => b.Name + BaseSuffix)];
        if (!push.Take(expected.Length).Select(p => p.Name).SequenceEqual(expected))
            throw Error($"the push constants must begin with {string.Join(", ", expected)}");
        if (activation && !push.TakeLast(2).Select(p => p.Name).SequenceEqual(ActivationPush))
            throw Error($"the push constants must end with {string.Join(", ", ActivationPush)}");
        if (push.Where((p, i) => p.Offset != i * 4 || p.Type is not ("uint" or "int" or "float")).Select(p => p.Name).FirstOrDefault() is { } odd)
            throw Error($"push constant '{odd}' is not a uint, int or float right behind the one before");
        if (push.Count * 4 > 128)
            throw Error($"{push.Count * 4} bytes are pushed; every device takes 128");
        return new KernelInterface
        {
            Shader = source.Name,
            File = file,
            Variants = [.. variants.Select(v => v.Variant)],
            Buffers = [.. bound.Select((b, i) => (
                b.Name, b.Reads, b.Writes,
                variants.Any(v => v.Module.Buffers.TryGetValue((uint)i, out var buffer) && buffer.Texels),
                own.Contains((OptionalPrefix + b.Name.ToUpperInvariant(), "bool"))))],
            Push = [.. push.Skip(bound.Length).SkipLast(activation ? 2 : 0).Select(p => (p.Name, p.Type))],
            Constants = [.. own],
            HasActivation = activation,
        };

        // A variant that has no use for an optional buffer does not bind it.
        IEnumerable<(string Name, bool Reads, bool Writes)> Bound()
        {
            var all = variants.SelectMany(v => v.Module.Buffers).Select(b => (b.Key, (b.Value.Name, b.Value.Reads, b.Value.Writes))).Distinct().OrderBy(b => b.Key).ToArray();
            for (uint i = 0; i < all.Length; i++)
            {
                (uint binding, (string name, bool reads, bool writes)) = all[i];
                if (binding != i || !name.EndsWith(BufferSuffix, StringComparison.Ordinal))
                    throw Error($"buffers are bound to 0 and on without gaps, alike in all variants, each named NAME{BufferSuffix}; found {string.Join(", ", all)}");
                yield return (name[..^BufferSuffix.Length], reads, writes);
            }
        }
    }
}
