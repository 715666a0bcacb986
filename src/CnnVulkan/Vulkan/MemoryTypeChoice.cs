using Silk.NET.Vulkan;

namespace CnnVulkan.Vulkan;

/// <summary>Which of a device's memory types may hold a buffer, the best first; the others follow for when it is full.</summary>
internal static class MemoryTypeChoice
{
    private const MemoryPropertyFlags Coherent = MemoryPropertyFlags.HostVisibleBit | MemoryPropertyFlags.HostCoherentBit;
    // Memory of tiles, of protected content, and memory that passes all caches by (AMD).
    private const MemoryPropertyFlags Never = MemoryPropertyFlags.LazilyAllocatedBit | MemoryPropertyFlags.ProtectedBit | MemoryPropertyFlags.DeviceCoherentBitAmd;

    /// <param name="types">The device's memory types.</param>
    /// <param name="allowed">Which of them the buffer may lie in, a bit each.</param>
    /// <param name="use">What the buffer is for.</param>
    /// <param name="shared">Whether the device's memory is the CPU's: an integrated GPU, or the CPU itself.</param>
    public static List<uint> InOrder(IReadOnlyList<MemoryPropertyFlags> types, uint allowed, MemoryUse use, bool shared)
    {
        MemoryPropertyFlags required = use switch
        {
            MemoryUse.Device => MemoryPropertyFlags.None,
            MemoryUse.Upload => Coherent,
            _ => MemoryPropertyFlags.HostVisibleBit,
        };
        return Enumerable.Range(0, types.Count)
            .Where(i => (allowed & (1u << i)) != 0 && (types[i] & required) == required && (types[i] & Never) == 0)
            .OrderByDescending(i => Score(types[i], use, shared))
            .Select(i => (uint)i)
            .ToList();
    }

    private static int Score(MemoryPropertyFlags type, MemoryUse use, bool shared)
    {
        int Has(MemoryPropertyFlags flag) => (type & flag) != 0 ? 1 : 0;
        return use switch
        {
            // Where the memory is the CPU's, weights are written straight into it.
            MemoryUse.Device when shared => 4 * Has(MemoryPropertyFlags.DeviceLocalBit) + 2 * ((type & Coherent) == Coherent ? 1 : 0),
            // Mappable memory of a GPU of its own is scarce (256 MiB without resizable BAR): it is for what must be mapped.
            MemoryUse.Device => 4 * Has(MemoryPropertyFlags.DeviceLocalBit) - Has(MemoryPropertyFlags.HostVisibleBit),
            MemoryUse.Upload => -Has(MemoryPropertyFlags.DeviceLocalBit),
            // Uncached memory is read at some 100 MB/s; flushing what is cached but not coherent costs next to nothing.
            _ => 4 * Has(MemoryPropertyFlags.HostCachedBit) + 2 * Has(MemoryPropertyFlags.HostCoherentBit) - Has(MemoryPropertyFlags.DeviceLocalBit),
        };
    }
}
