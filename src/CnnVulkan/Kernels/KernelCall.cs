using CnnVulkan.Tensors;

namespace CnnVulkan.Kernels;

/// <summary>One run of a kernel, as an operator asks for it. Names instead of positions: a value left out or misspelt is an error.</summary>
public sealed class KernelCall
{
    /// <summary>The kernel.</summary>
    public Kernel Kernel { get; init; } = null!;

    /// <summary>
    /// What each buffer is bound to, in the kernel's order. An optional buffer that a specialisation constant switches off is bound
    /// to any view that is at hand.
    /// </summary>
    public TensorView[] Buffers { get; init; } = [];

    /// <summary>The push constants by name, but for the bases and the activation's, which are filled in.</summary>
    public Dictionary<string, PushValue> Push { get; init; } = [];

    /// <summary>The specialisation constants by name.</summary>
    public Dictionary<string, uint> Constants { get; init; } = [];

    /// <summary>The function the kernel ends with.</summary>
    public Activation Activation { get; init; } = Activation.None;

    /// <summary>How many invocations have work; rounded up to whole workgroups. The shader returns where its index passes it.</summary>
    public long Invocations { get; init; }

    /// <summary>Invocations per workgroup; 0 for the device's default. A kernel that needs a certain size says so here.</summary>
    public uint WorkgroupSize { get; init; }

    /// <summary>The element type that picks the shader's variant; that of the first buffer where not given.</summary>
    public StorageType? ElementType { get; init; }

    /// <summary>Multiply-adds this call does, for reports.</summary>
    public long MultiplyAdds { get; init; }

    /// <summary>The call by position.</summary>
    /// <exception cref="ArgumentException">A buffer, push constant or specialisation constant is missing, unknown or of the wrong type.</exception>
    internal KernelArguments Arguments()
    {
        if (Kernel is null)
            throw new ArgumentException("A KernelCall needs a Kernel.");
        if (Invocations <= 0)
            throw new ArgumentException($"A call of kernel '{Kernel.Shader}' has {Invocations} Invocations; say how many have work.");
        if (Buffers.Length != Kernel.Buffers.Length)
            throw new ArgumentException($"Kernel '{Kernel.Shader}' binds {Kernel.Buffers.Length} buffers, but {Buffers.Length} are given.");
        if (!Kernel.HasActivation && Activation.Function != ActivationFunction.None)
            throw new ArgumentException($"Kernel '{Kernel.Shader}' does not end with an activation function.");
        PushField[] fields = [.. Kernel.OwnPush];
        if (Push.Keys.Except(fields.Select(f => f.Name)).FirstOrDefault() is { } unknownPush)
            throw new ArgumentException($"Kernel '{Kernel.Shader}' has no push constant '{unknownPush}'.");
        if (Constants.Keys.Except(Kernel.Constants).FirstOrDefault() is { } unknown)
            throw new ArgumentException($"Kernel '{Kernel.Shader}' has no specialisation constant '{unknown}'.");
        return new KernelArguments
        {
            Kernel = Kernel,
            Buffers = Buffers,
            Push = [.. fields.Select(PushBits)],
            Constants = [.. Kernel.Constants.Select(name => Constants.TryGetValue(name, out uint value)
                ? value
                : throw new ArgumentException($"Kernel '{Kernel.Shader}' needs the specialisation constant '{name}'."))],
            Activation = Activation,
        };
    }

    private uint PushBits(PushField field)
    {
        if (!Push.TryGetValue(field.Name, out PushValue value))
            throw new ArgumentException($"Kernel '{Kernel.Shader}' needs the push constant '{field.Name}'.");
        return value.IsFloat == (field.GlslType == "float")
            ? value.Bits
            : throw new ArgumentException($"Kernel '{Kernel.Shader}': push constant '{field.Name}' is a {field.GlslType}.");
    }
}
