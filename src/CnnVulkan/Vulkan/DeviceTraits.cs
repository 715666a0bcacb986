namespace CnnVulkan;

/// <summary>
/// What is fast on a device, as far as planning goes by it: a field per decision. Nothing here decides what is right; that is what
/// <see cref="DeviceLimits"/> are for. The defaults are those of a GPU of which nothing else is known.
/// </summary>
public sealed record DeviceTraits
{
    /// <summary>
    /// Whether it is a CPU driver. It computes some twenty times less in a second than the slowest GPU, never hangs, and may take minutes
    /// for a large network.
    /// </summary>
    public bool IsCpu { get; init; }

    /// <summary>
    /// Whether a storage buffer is read lane by lane, but a texel buffer in whole vectors: then kernels that reuse what they load read
    /// through texel buffers and hand weights round the subgroup. So on llvmpipe, where a gather of 8 lanes is 8 loads.
    /// </summary>
    public bool ReadsStorageInScalars { get; init; }

    /// <summary>
    /// Whether tiles staged in shared memory beat loads by each invocation for itself. Not where texel buffers are read in whole vectors: shared
    /// memory is plain memory there, and is read lane by lane.
    /// </summary>
    public bool PrefersSharedMemory { get; init; } = true;

    /// <summary>
    /// Whether arithmetic in 16 bits is faster than in 32. CPU drivers offer it too, but widen every number to compute and narrow it again.
    /// </summary>
    public bool Float16Arithmetic { get; init; }

    /// <summary>
    /// Whether it has units that multiply small matrices (<c>VK_KHR_cooperative_matrix</c>), several times as fast as everything else. CPU
    /// drivers offer the extension too, but compute it as any loop.
    /// </summary>
    public bool MatrixUnits { get; init; }

    /// <summary>
    /// Workgroups that a dispatch should have at least; below it, smaller tiles and then split sums pay. Vulkan does not tell how many
    /// processors a device has: 128 is one for each of the largest GPUs, about (132 on an H100).
    /// </summary>
    public int Workgroups { get; init; } = 128;

    /// <summary>Works out what is fast from what a driver says of its device.</summary>
    /// <param name="limits">What it can do.</param>
    /// <param name="type">What kind of device it is.</param>
    /// <param name="cooperativeMatrix">Whether it offers cooperative matrices.</param>
    public static DeviceTraits Of(DeviceLimits limits, VisionDeviceType type, bool cooperativeMatrix = false)
    {
        bool cpu = type == VisionDeviceType.Cpu;
        // Not where a texel view, of 8 bytes a texel at least, spans less than a storage buffer: ranges are cut for the latter, and devices
        // may count as few as 65536 texels.
        bool texels = cpu && limits is { SubgroupShuffle: true, SubgroupSize: >= 4 } && limits.MaxTexelBufferElements * 8 >= limits.MaxStorageBufferRange;
        return new DeviceTraits
        {
            IsCpu = cpu,
            ReadsStorageInScalars = texels,
            PrefersSharedMemory = !texels,
            Float16Arithmetic = !cpu && limits.ShaderFloat16,
            MatrixUnits = !cpu && cooperativeMatrix,
        };
    }
}
