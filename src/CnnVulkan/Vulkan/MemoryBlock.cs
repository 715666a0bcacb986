using Silk.NET.Vulkan;

namespace CnnVulkan.Vulkan;

/// <summary>One allocation of device memory, handed out in pieces. Not thread-safe; its allocator locks.</summary>
internal sealed unsafe class MemoryBlock : IDisposable
{
    private readonly VulkanDevice _device;
    // Free ranges by offset, never adjacent: neighbours are joined when they are freed.
    private readonly SortedList<ulong, ulong> _free = [];
    private DeviceMemory _memory;

    public MemoryBlock(VulkanDevice device, uint type, ulong size, bool map, Func<long> free)
    {
        _device = device;
        Type = type;
        Size = size;
        var info = new MemoryAllocateInfo { SType = StructureType.MemoryAllocateInfo, AllocationSize = size, MemoryTypeIndex = type };
        FaultInjection.Before("vkAllocateMemory");
        device.Api.AllocateMemory(device.Handle, &info, null, out _memory).CheckMemory("vkAllocateMemory", (long)size, free);
        device.Objects.Add();
        _free.Add(0, size);
        if (!map)
            return;
        try
        {
            void* address;
            FaultInjection.Before("vkMapMemory");
            device.Api.MapMemory(device.Handle, _memory, 0, Vk.WholeSize, 0, &address).CheckMemory("vkMapMemory", (long)size, free);
            Mapped = (byte*)address;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public uint Type { get; }

    public ulong Size { get; }

    public DeviceMemory Memory => _memory;

    /// <summary>The block in the CPU's address space; null where it is not mapped.</summary>
    public byte* Mapped { get; }

    public bool IsEmpty => _free.Count == 1 && _free.Values[0] == Size;

    /// <summary>Takes the first free range that fits.</summary>
    public bool TryTake(ulong size, ulong alignment, out ulong offset)
    {
        for (int i = 0; i < _free.Count; i++)
        {
            ulong start = _free.Keys[i], length = _free.Values[i];
            offset = (start + alignment - 1) / alignment * alignment;
            if (offset + size > start + length)
                continue;
            _free.RemoveAt(i);
            if (offset > start)
                _free.Add(start, offset - start);
            if (offset + size < start + length)
                _free.Add(offset + size, start + length - offset - size);
            return true;
        }
        offset = 0;
        return false;
    }

    public void Return(ulong offset, ulong size)
    {
        _free.Add(offset, size);
        int at = _free.IndexOfKey(offset);
        if (at + 1 < _free.Count && offset + size == _free.Keys[at + 1])
        {
            size += _free.Values[at + 1];
            _free.RemoveAt(at + 1);
            _free[offset] = size;
        }
        if (at > 0 && _free.Keys[at - 1] + _free.Values[at - 1] == offset)
        {
            _free[_free.Keys[at - 1]] = _free.Values[at - 1] + size;
            _free.RemoveAt(at);
        }
    }

    public void Dispose()
    {
        if (_memory.Handle == 0)
            return;
        // Freeing unmaps.
        _device.Api.FreeMemory(_device.Handle, _memory, null);
        _memory = default;
        _device.Objects.Remove();
    }
}
