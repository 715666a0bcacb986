using CnnVulkan.Checking;

namespace CnnVulkan;

/// <summary>A kernel that was run on small inputs and compared with what the CPU makes of them.</summary>
/// <param name="Operation">What it computes, such as <c>convolution</c> or <c>pooling</c>.</param>
/// <param name="Kernel">The algorithm, where the operation has several; else the operator whose shaders were run.</param>
/// <param name="Variant">How elements are stored and lie, such as <c>f16_nc4hw</c>.</param>
/// <param name="Observed">What was wrong; null where it is right.</param>
public sealed record KernelCheck(string Operation, string Kernel, string Variant, string? Observed)
{
    /// <summary>Whether it computed what it should.</summary>
    public bool IsRight => Observed is null;

    internal static KernelCheck Of(CheckCase checkCase, string? observed)
        => new(checkCase.Operation, checkCase.Algorithm ?? checkCase.Preparation ?? checkCase.Node.Operator.Type, checkCase.Variant, observed);
}
