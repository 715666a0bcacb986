namespace CnnVulkan.Kernels;

/// <summary>What a kernel is called with, by position: buffers, push constants and specialisation constants in the shader's order.</summary>
internal sealed record KernelArguments
{
    public required Kernel Kernel { get; init; }

    /// <summary>In binding order; null where an optional buffer is left out.</summary>
    public required TensorView?[] Buffers { get; init; }

    /// <summary>Four bytes each, without the buffers' bases and what the activation function takes.</summary>
    public required uint[] Push { get; init; }

    /// <summary>From id 4 on.</summary>
    public required uint[] Constants { get; init; }

    public Activation Activation { get; init; } = Activation.None;
}
