using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Scenes.Graphics;

/// <summary>Memory for the few images and buffers of what draws: an allocation each, far below the limit of 4096. Thread-safe.</summary>
internal sealed unsafe class GraphicsMemory
{
    private readonly GraphicsDevice _device;
    private readonly MemoryPropertyFlags[] _types;
    private int _count;
    private long _bytes;

    public GraphicsMemory(GraphicsDevice device)
    {
        _device = device;
        PhysicalDeviceMemoryProperties properties;
        device.Vk.GetPhysicalDeviceMemoryProperties(device.PhysicalDevice, &properties);
        _types = new MemoryPropertyFlags[properties.MemoryTypeCount];
        MemoryType* types = &properties.MemoryTypes.Element0;
        for (int i = 0; i < _types.Length; i++)
            _types[i] = types[i].PropertyFlags;
    }

    /// <summary>How many allocations are live.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The bytes of the live allocations.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <param name="name">What it is for, in messages.</param>
    /// <param name="needs">What the image or buffer needs.</param>
    /// <param name="hostVisible">Whether the CPU maps it; it is coherent then.</param>
    /// <param name="readBack">Whether the CPU reads it: cached memory then, where there is any.</param>
    /// <exception cref="VulkanException">There is no such memory, or not enough.</exception>
    public DeviceMemory Allocate(string name, MemoryRequirements needs, bool hostVisible, bool readBack)
    {
        var info = new MemoryAllocateInfo
        {
            SType = StructureType.MemoryAllocateInfo,
            AllocationSize = needs.Size,
            MemoryTypeIndex = Choose(needs.MemoryTypeBits, hostVisible, readBack),
        };
        _device.Vk.AllocateMemory(_device.Device, &info, null, out DeviceMemory memory).Check($"vkAllocateMemory of {needs.Size:N0} bytes ({name})");
        Interlocked.Increment(ref _count);
        Interlocked.Add(ref _bytes, (long)needs.Size);
        return memory;
    }

    public void Free(DeviceMemory memory, ulong size)
    {
        _device.Vk.FreeMemory(_device.Device, memory, null);
        Interlocked.Decrement(ref _count);
        Interlocked.Add(ref _bytes, -(long)size);
    }

    private uint Choose(uint allowed, bool hostVisible, bool readBack)
    {
        const MemoryPropertyFlags Coherent = MemoryPropertyFlags.HostVisibleBit | MemoryPropertyFlags.HostCoherentBit;
        MemoryPropertyFlags required = hostVisible ? Coherent : 0;
        MemoryPropertyFlags wanted = readBack ? MemoryPropertyFlags.HostCachedBit : hostVisible ? 0 : MemoryPropertyFlags.DeviceLocalBit;
        int best = -1;
        for (int i = 0; i < _types.Length; i++)
        {
            bool fits = (allowed & (1u << i)) != 0 && (_types[i] & required) == required && (_types[i] & MemoryPropertyFlags.LazilyAllocatedBit) == 0;
            if (fits && (best < 0 || ((_types[i] & wanted) == wanted && (_types[best] & wanted) != wanted)))
                best = i;
        }
        return best >= 0 ? (uint)best : throw new VulkanException("vkAllocateMemory", "ErrorFeatureNotPresent");
    }
}
