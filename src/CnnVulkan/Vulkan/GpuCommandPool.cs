using Silk.NET.Vulkan;

namespace CnnVulkan.Vulkan;

/// <summary>Command buffers, recorded once and submitted many times. They live as long as the pool. One thread at a time.</summary>
internal sealed unsafe class GpuCommandPool : IDisposable
{
    private readonly VulkanDevice _device;
    private CommandPool _handle;

    /// <param name="device">The device.</param>
    /// <param name="queue">The queue its commands are for; null for the device's first.</param>
    public GpuCommandPool(VulkanDevice device, DeviceQueue? queue = null)
    {
        _device = device;
        var info = new CommandPoolCreateInfo
        {
            SType = StructureType.CommandPoolCreateInfo,
            QueueFamilyIndex = (queue ?? device.Queue).Family,
            Flags = CommandPoolCreateFlags.ResetCommandBufferBit,
        };
        FaultInjection.Before("vkCreateCommandPool");
        device.Api.CreateCommandPool(device.Handle, &info, null, out _handle).Check("vkCreateCommandPool");
        device.Objects.Add();
    }

    public CommandBuffer Allocate(string name)
    {
        var info = new CommandBufferAllocateInfo
        {
            SType = StructureType.CommandBufferAllocateInfo,
            CommandPool = _handle,
            Level = CommandBufferLevel.Primary,
            CommandBufferCount = 1,
        };
        FaultInjection.Before("vkAllocateCommandBuffers");
        CommandBuffer buffer;
        _device.Api.AllocateCommandBuffers(_device.Handle, &info, &buffer).Check("vkAllocateCommandBuffers");
        _device.SetName(ObjectType.CommandBuffer, (ulong)buffer.Handle, name);
        return buffer;
    }

    public void Dispose()
    {
        if (_handle.Handle == 0)
            return;
        _device.Api.DestroyCommandPool(_device.Handle, _handle, null);
        _device.Objects.Remove();
        _handle = default;
    }
}
