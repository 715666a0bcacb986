using CnnVulkan.Kernels;
using CnnVulkan.Plans;

namespace CnnVulkan.Operators;

/// <summary>
/// Channel-packed pictures: N×C×H×W stored as N×⌈C/4⌉×H×W×4, the channels missing from the last four being 0 or whatever a
/// convolution makes of them, which no operator reads. See <c>shaders/include/packed.glsl</c> for why.
/// </summary>
internal static class PackedLayout
{
    /// <summary>Channels that lie side by side.</summary>
    public const int Width = 4;

    /// <summary>
    /// Whether pictures are packed on this device. On llvmpipe it made networks two to eight times as fast; on GPUs whole vectors are what
    /// their memory likes best, and the tiles that are staged in shared memory need them.
    /// </summary>
    public static bool Suits(DeviceLimits limits) => limits.MaxSharedMemoryBytes >= 16384;

    /// <summary>Invocations per workgroup: whole groups of lanes.</summary>
    public static uint WorkgroupSize(DeviceLimits limits, int lanes) => (uint)(Math.Max(Math.Min(64, (int)limits.MaxWorkgroupSize) / lanes, 1) * lanes);

    /// <summary>Vectors of four that hold so many channels.</summary>
    public static int Vectors(int channels) => (channels + Width - 1) / Width;

    /// <summary>The packed shape of a picture N×C×H×W.</summary>
    public static TensorShape Pack(TensorShape shape) => new(shape[0], Vectors(shape[1]), shape[2], shape[3], Width);

    /// <summary>The shape N×C×H×W of a packed picture.</summary>
    public static TensorShape Unpack(TensorShape packed, int channels) => new(packed[0], channels, packed[2], packed[3]);

    /// <summary>A kernel's two variants: reading storage buffers, and reading those marked <c>texel</c> as texels.</summary>
    public static (Kernel Storage, Kernel Texels) Kernels(string shader, string[] buffers, string[] push, string[]? constants = null, bool activation = false)
        => (new Kernel(shader, [.. buffers.Select(b => b.StartsWith("texel ", StringComparison.Ordinal) ? b["texel ".Length..] : b)], push, constants, activation),
            new Kernel(shader, buffers, push, constants, activation));

    /// <summary>The variant for a device.</summary>
    public static Kernel For(this (Kernel Storage, Kernel Texels) kernels, DeviceTraits traits) => traits.ReadsStorageInScalars ? kernels.Texels : kernels.Storage;
}
