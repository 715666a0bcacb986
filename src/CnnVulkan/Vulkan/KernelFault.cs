namespace CnnVulkan;

/// <summary>
/// A kernel that computes something wrong on a device, as a check against a known answer has found. Nothing is planned with it: what can be
/// computed otherwise is, and what cannot is refused with an <see cref="UnsupportedDeviceException"/>.
/// </summary>
/// <param name="Operation">What it computes, such as <c>convolution</c> or <c>pooling</c>.</param>
/// <param name="Kernel">The algorithm's name where the operation has several, such as <c>winograd</c>; else the shader's, such as <c>global_pool</c>.</param>
/// <param name="Variant">How elements are stored and lie, such as <c>f16_nc4hw</c>; of a shader its variant.</param>
/// <param name="Observed">What was wrong.</param>
public sealed record KernelFault(string Operation, string Kernel, string Variant, string Observed)
{
    /// <summary>Such as <c>convolution 'winograd' (f32_nc4hw): element 3 is 7, but 5 was expected</c>.</summary>
    public override string ToString() => $"{Operation} '{Kernel}' ({Variant}): {Observed}";

    /// <summary>Whether it is that kernel.</summary>
    internal bool Is(string kernel, string variant) => Kernel == kernel && Variant == variant;
}
