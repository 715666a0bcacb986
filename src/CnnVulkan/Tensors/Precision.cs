namespace CnnVulkan;

/// <summary>How real numbers are stored on the GPU. Sums are accumulated in 32 bits either way.</summary>
public enum Precision
{
    /// <summary>32-bit storage.</summary>
    Float32,

    /// <summary>16-bit storage, half the memory traffic; needs <see cref="DeviceLimits.Storage16Bit"/>.</summary>
    Float16,
}
