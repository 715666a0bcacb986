namespace CnnVulkan;

/// <summary>What a device can do, as far as planning must know it: what must hold. What is fast is <see cref="DeviceTraits"/>.</summary>
public sealed record DeviceLimits
{
    /// <summary>The largest number of workgroups along X and Y of one dispatch.</summary>
    public (uint X, uint Y) MaxWorkgroupCount { get; init; } = (65535, 65535);

    /// <summary>The largest number of invocations in one workgroup, along X.</summary>
    public uint MaxWorkgroupSize { get; init; } = 128;

    /// <summary>Bytes of shared memory per workgroup.</summary>
    public uint MaxSharedMemoryBytes { get; init; } = 16384;

    /// <summary>Bytes one storage-buffer binding can span.</summary>
    public long MaxStorageBufferRange { get; init; } = 1L << 27;

    /// <summary>Bytes that the offset of a storage-buffer binding must be a multiple of.</summary>
    public uint StorageBufferAlignment { get; init; } = 256;

    /// <summary>Bytes that the offset of a texel-buffer view must be a multiple of.</summary>
    public uint TexelBufferAlignment { get; init; } = 256;

    /// <summary>Texels one texel-buffer view can span.</summary>
    public long MaxTexelBufferElements { get; init; } = 65536;

    /// <summary>Bytes that a tensor's place in the arena is a multiple of, so that whatever is bound there may start there.</summary>
    internal uint TensorAlignment => Math.Max(StorageBufferAlignment, TexelBufferAlignment);

    /// <summary>
    /// Bytes that a range of a tensor may take, wherever it lies: its binding starts at a multiple of the alignment below it and ends at
    /// a multiple of 16.
    /// </summary>
    internal long MaxBindingBytes => MaxStorageBufferRange / 16 * 16 - Math.Max(TensorAlignment, 16);

    /// <summary>Invocations per workgroup where so many lanes work together: whole groups of them.</summary>
    internal uint WorkgroupSizeOf(int lanes) => (uint)(Math.Max(Math.Min(64, (int)MaxWorkgroupSize) / lanes, 1) * lanes);

    /// <summary>Bytes one allocation can hold.</summary>
    public long MaxAllocationBytes { get; init; } = 1L << 30;

    /// <summary>Invocations in a subgroup, where all have the same; else the smallest.</summary>
    public uint SubgroupSize { get; init; } = 1;

    /// <summary>Whether compute shaders may use subgroup shuffles.</summary>
    public bool SubgroupShuffle { get; init; }

    /// <summary>Whether storage buffers may hold 16-bit floats (<see cref="Precision.Float16"/>).</summary>
    public bool Storage16Bit { get; init; }

    /// <summary>Whether shaders may compute in 16 bits.</summary>
    public bool ShaderFloat16 { get; init; }

    /// <summary>Whether shaders may use 8-bit integers.</summary>
    public bool ShaderInt8 { get; init; }
}
