using Silk.NET.Vulkan;
using Buffer = Silk.NET.Vulkan.Buffer;

namespace CnnVulkan.Vulkan;

/// <summary>A buffer with its memory.</summary>
internal sealed unsafe class GpuBuffer : IDisposable
{
    private readonly VulkanDevice _device;
    private readonly GpuAllocator _allocator;
    private GpuAllocation? _allocation;
    private Buffer _handle;

    /// <exception cref="GpuOutOfMemoryException">There is not enough memory.</exception>
    public GpuBuffer(VulkanDevice device, GpuAllocator allocator, long bytes, MemoryUse use, string name)
    {
        _device = device;
        _allocator = allocator;
        // A tensor without elements has none, but a buffer must.
        bytes = Math.Max(bytes, 4);
        Bytes = bytes;
        var info = new BufferCreateInfo
        {
            SType = StructureType.BufferCreateInfo,
            Size = (ulong)bytes,
            Usage = BufferUsageFlags.TransferSrcBit | BufferUsageFlags.TransferDstBit
                | (use == MemoryUse.Device ? BufferUsageFlags.StorageBufferBit | BufferUsageFlags.StorageTexelBufferBit : BufferUsageFlags.StorageBufferBit),
            SharingMode = SharingMode.Exclusive,
        };
        FaultInjection.Before("vkCreateBuffer");
        device.Api.CreateBuffer(device.Handle, &info, null, out _handle).CheckMemory($"vkCreateBuffer ({name})", bytes, () => allocator.FreeBytes);
        device.Objects.Add();
        try
        {
            MemoryRequirements requirements;
            device.Api.GetBufferMemoryRequirements(device.Handle, _handle, &requirements);
            _allocation = allocator.Allocate(requirements, use, name);
            FaultInjection.Before("vkBindBufferMemory");
            device.Api.BindBufferMemory(device.Handle, _handle, _allocation.Block.Memory, _allocation.Offset)
                .CheckMemory($"vkBindBufferMemory ({name})", bytes, () => allocator.FreeBytes);
            device.SetName(ObjectType.Buffer, _handle.Handle, name);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public Buffer Handle => _handle;

    public long Bytes { get; }

    /// <summary>The bytes in the CPU's address space; null where the GPU's memory is its own.</summary>
    public byte* Mapped => _allocation!.Block.Mapped == null ? null : _allocation.Block.Mapped + _allocation.Offset;

    /// <summary>Whether what the CPU writes reaches the GPU without a flush.</summary>
    public bool Coherent => (_allocation!.Flags & MemoryPropertyFlags.HostCoherentBit) != 0;

    /// <summary>Lets the CPU see what the GPU wrote, where the memory is not coherent.</summary>
    public void Invalidate()
    {
        if (Coherent)
            return;
        var range = new MappedMemoryRange
        {
            SType = StructureType.MappedMemoryRange,
            Memory = _allocation!.Block.Memory,
            Offset = _allocation.Offset,
            // The allocator rounds pieces up to whole atoms; the block's end needs no rounding.
            Size = Math.Min(_allocation.Size, _allocation.Block.Size - _allocation.Offset),
        };
        _device.Api.InvalidateMappedMemoryRanges(_device.Handle, 1, &range).Check("vkInvalidateMappedMemoryRanges");
    }

    public void Dispose()
    {
        if (_handle.Handle != 0)
        {
            _device.Api.DestroyBuffer(_device.Handle, _handle, null);
            _device.Objects.Remove();
            _handle = default;
        }
        if (_allocation is not null)
            _allocator.Free(_allocation);
        _allocation = null;
    }
}
