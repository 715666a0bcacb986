using Silk.NET.Vulkan;

namespace CnnVulkan.Vulkan;

/// <summary>
/// Takes device memory in large blocks and hands it out in pieces: drivers allow as few as 4096 allocations, and each takes them
/// long. Only buffers live here, so the granularity between buffers and images does not matter. Thread-safe.
/// </summary>
internal sealed unsafe class GpuAllocator : IDisposable
{
    /// <summary>Holds the weights of a small network in one block and wastes little on a GPU of 1 GiB.</summary>
    private const ulong BlockBytes = 64UL << 20;

    private readonly VulkanDevice _device;
    private readonly object _lock = new();
    private readonly List<MemoryBlock> _blocks = [];
    private readonly MemoryPropertyFlags[] _types;
    private readonly int[] _heapOfType;
    private readonly MemoryHeaps _heaps;
    private long _current, _peak;

    public GpuAllocator(VulkanDevice device)
    {
        _device = device;
        PhysicalDeviceMemoryProperties properties;
        device.Api.GetPhysicalDeviceMemoryProperties(device.Facts.Handle, &properties);
        MemoryType* types = &properties.MemoryTypes.Element0;
        _types = new MemoryPropertyFlags[properties.MemoryTypeCount];
        _heapOfType = new int[properties.MemoryTypeCount];
        _heaps = new MemoryHeaps(device);
        for (int i = 0; i < _types.Length; i++)
            (_types[i], _heapOfType[i]) = (types[i].PropertyFlags, (int)types[i].HeapIndex);
    }

    /// <summary>Bytes handed out now.</summary>
    public long CurrentBytes => Interlocked.Read(ref _current);

    /// <summary>The most bytes ever handed out at once.</summary>
    public long PeakBytes => Interlocked.Read(ref _peak);

    /// <summary>Bytes of the GPU's own memory that are free, as far as it is known; what blocks hold for later counts as taken.</summary>
    public long FreeBytes
    {
        get
        {
            long[] free = Free();
            return Enumerable.Range(0, _heaps.Count).Where(_heaps.IsLocal).Sum(i => free[i]);
        }
    }

    /// <summary>Bytes that are free in all heaps: where the GPU's own are full, others are taken.</summary>
    public long AllFreeBytes => Free().Sum();

    /// <summary>How many blocks are held, for tests.</summary>
    public int BlockCount
    {
        get
        {
            lock (_lock)
                return _blocks.Count;
        }
    }

    /// <exception cref="GpuOutOfMemoryException">No memory type that fits has room.</exception>
    public GpuAllocation Allocate(MemoryRequirements requirements, MemoryUse use, string purpose)
    {
        lock (_lock)
        {
            GpuOutOfMemoryException? full = null;
            bool shared = _device.Facts.Info.Type is VisionDeviceType.Cpu or VisionDeviceType.IntegratedGpu;
            foreach (uint type in MemoryTypeChoice.InOrder(_types, requirements.MemoryTypeBits, use, shared))
            {
                try
                {
                    GpuAllocation allocation = Allocate(type, requirements);
                    _current += (long)allocation.Size;
                    _peak = Math.Max(_peak, _current);
                    return allocation;
                }
                catch (GpuOutOfMemoryException error)
                {
                    full = error;
                }
            }
            throw new GpuOutOfMemoryException($"vkAllocateMemory ({purpose})", (long)requirements.Size, full?.AvailableBytes ?? 0);
        }
    }

    public void Free(GpuAllocation allocation)
    {
        lock (_lock)
        {
            allocation.Block.Return(allocation.Offset, allocation.Size);
            _current -= (long)allocation.Size;
            // One empty block of a kind is kept, so that a plan made again does not ask the driver again.
            bool spare = _blocks.Any(b => b != allocation.Block && b.Type == allocation.Block.Type && b.IsEmpty);
            if (allocation.Block.IsEmpty && (spare || allocation.Block.Size > BlockBytes))
            {
                _blocks.Remove(allocation.Block);
                allocation.Block.Dispose();
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (MemoryBlock block in _blocks)
                block.Dispose();
            _blocks.Clear();
        }
    }

    private GpuAllocation Allocate(uint type, MemoryRequirements requirements)
    {
        ulong alignment = requirements.Alignment;
        bool map = (_types[type] & MemoryPropertyFlags.HostVisibleBit) != 0;
        // Flushes of memory that is not coherent go in whole atoms; pieces must not share one.
        if (map)
            alignment = Math.Max(alignment, _device.Facts.CoherentAtomSize);
        ulong size = (requirements.Size + alignment - 1) / alignment * alignment;
        foreach (MemoryBlock block in _blocks)
        {
            if (block.Type == type && block.TryTake(size, alignment, out ulong offset))
                return new GpuAllocation(block, offset, size, _types[type]);
        }

        long heap = _heaps.SizeOf(_heapOfType[type]), most = _device.Facts.Info.Limits.MaxAllocationBytes;
        if ((long)size > heap || (long)size > most)
            throw new GpuOutOfMemoryException("vkAllocateMemory", (long)size, Math.Min(Free()[_heapOfType[type]], most));
        // A small heap (256 MiB of mappable GPU memory) must not go in four pieces.
        ulong blockBytes = Math.Max(size, Math.Min(BlockBytes, (ulong)heap / 8));
        MemoryBlock added;
        try
        {
            added = new MemoryBlock(_device, type, blockBytes, map, FreeOfType);
        }
        catch (GpuOutOfMemoryException) when (blockBytes > size)
        {
            added = new MemoryBlock(_device, type, size, map, FreeOfType);
        }
        _blocks.Add(added);
        added.TryTake(size, alignment, out ulong first);
        return new GpuAllocation(added, first, size, _types[type]);

        long FreeOfType() => Free()[_heapOfType[type]];
    }

    private long[] Free()
    {
        var held = new long[_heaps.Count];
        lock (_lock)
        {
            foreach (MemoryBlock block in _blocks)
                held[_heapOfType[block.Type]] += (long)block.Size;
        }
        return _heaps.Free(held);
    }
}
