using Silk.NET.Vulkan;

namespace CnnVulkan.Vulkan;

/// <summary>
/// The heaps of a device, and what is free in them: as the driver tells it (<c>VK_EXT_memory_budget</c>), which counts what other programs hold, else by
/// what the library holds itself.
/// </summary>
/// <remarks>
/// The budget is asked of the physical device. For that Vulkan wants the extension supported, and <c>vkGetPhysicalDeviceMemoryProperties2</c>, which is in
/// 1.1, the least that is used here; whether a device has it enabled decides nothing. So a host's device is asked, too, whatever the host enabled.
/// </remarks>
internal sealed unsafe class MemoryHeaps
{
    public const string BudgetExtension = "VK_EXT_memory_budget";

    private readonly VulkanDevice _device;
    private readonly long[] _sizes;
    private readonly bool[] _isLocal;

    public MemoryHeaps(VulkanDevice device)
    {
        _device = device;
        PhysicalDeviceMemoryProperties properties;
        device.Api.GetPhysicalDeviceMemoryProperties(device.Facts.Handle, &properties);
        MemoryHeap* heaps = &properties.MemoryHeaps.Element0;
        _sizes = new long[properties.MemoryHeapCount];
        _isLocal = new bool[_sizes.Length];
        for (int i = 0; i < _sizes.Length; i++)
            (_sizes[i], _isLocal[i]) = ((long)heaps[i].Size, (heaps[i].Flags & MemoryHeapFlags.DeviceLocalBit) != 0);
    }

    public int Count => _sizes.Length;

    /// <summary>Whether the driver tells what is free.</summary>
    public bool HasBudget => _device.Facts.Extensions.Contains(BudgetExtension);

    public long SizeOf(int heap) => _sizes[heap];

    /// <summary>Whether it is the GPU's own memory.</summary>
    public bool IsLocal(int heap) => _isLocal[heap];

    /// <summary>Bytes of each heap that can still be taken.</summary>
    /// <param name="held">What the library has taken of each.</param>
    public long[] Free(long[] held)
    {
        if (!HasBudget)
            return [.. _sizes.Zip(held, Rest)];
        var budget = new PhysicalDeviceMemoryBudgetPropertiesEXT { SType = StructureType.PhysicalDeviceMemoryBudgetPropertiesExt };
        var properties = new PhysicalDeviceMemoryProperties2 { SType = StructureType.PhysicalDeviceMemoryProperties2, PNext = &budget };
        _device.Api.GetPhysicalDeviceMemoryProperties2(_device.Facts.Handle, &properties);
        var free = new long[_sizes.Length];
        for (int i = 0; i < free.Length; i++)
            free[i] = Rest((long)Math.Min(budget.HeapBudget[i], (ulong)_sizes[i]), (long)budget.HeapUsage[i]);
        return free;
    }

    /// <summary>A budget may shrink below what is held already.</summary>
    private static long Rest(long all, long used) => Math.Max(all - used, 0);
}
