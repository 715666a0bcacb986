using Silk.NET.Vulkan;
using Buffer = Silk.NET.Vulkan.Buffer;

namespace CnnVulkan.Vulkan;

/// <summary>Part of a buffer as texels of four 32-bit or 16-bit floats. The buffer outlives it.</summary>
internal sealed unsafe class GpuBufferView : IDisposable
{
    private readonly VulkanDevice _device;
    private BufferView _handle;

    public GpuBufferView(VulkanDevice device, Buffer buffer, long offset, long bytes, bool halves)
    {
        _device = device;
        var info = new BufferViewCreateInfo
        {
            SType = StructureType.BufferViewCreateInfo,
            Buffer = buffer,
            // Every Vulkan device offers both for storage texel buffers (specification, "Required Format Support").
            Format = halves ? Format.R16G16B16A16Sfloat : Format.R32G32B32A32Sfloat,
            Offset = (ulong)offset,
            Range = (ulong)bytes,
        };
        FaultInjection.Before("vkCreateBufferView");
        device.Api.CreateBufferView(device.Handle, &info, null, out _handle).Check("vkCreateBufferView");
        device.Objects.Add();
    }

    public BufferView Handle => _handle;

    public void Dispose()
    {
        if (_handle.Handle == 0)
            return;
        _device.Api.DestroyBufferView(_device.Handle, _handle, null);
        _device.Objects.Remove();
        _handle = default;
    }
}
