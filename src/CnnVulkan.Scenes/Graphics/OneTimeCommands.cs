using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Scenes.Graphics;

/// <summary>A command buffer that is recorded, submitted and waited for once.</summary>
internal sealed unsafe class OneTimeCommands : IDisposable
{
    private readonly GraphicsDevice _device;
    private CommandPool _pool;
    private Fence _fence;

    public OneTimeCommands(GraphicsDevice device)
    {
        _device = device;
        try
        {
            var pool = new CommandPoolCreateInfo
            {
                SType = StructureType.CommandPoolCreateInfo,
                Flags = CommandPoolCreateFlags.TransientBit,
                QueueFamilyIndex = device.QueueFamily,
            };
            device.Vk.CreateCommandPool(device.Device, &pool, null, out _pool).Check("vkCreateCommandPool");
            var fence = new FenceCreateInfo { SType = StructureType.FenceCreateInfo };
            device.Vk.CreateFence(device.Device, &fence, null, out _fence).Check("vkCreateFence");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void Run(Action<CommandBuffer> record)
    {
        Vk vk = _device.Vk;
        CommandBuffer commands;
        var allocate = new CommandBufferAllocateInfo
        {
            SType = StructureType.CommandBufferAllocateInfo,
            CommandPool = _pool,
            Level = CommandBufferLevel.Primary,
            CommandBufferCount = 1,
        };
        vk.AllocateCommandBuffers(_device.Device, &allocate, &commands).Check("vkAllocateCommandBuffers");
        var begin = new CommandBufferBeginInfo { SType = StructureType.CommandBufferBeginInfo, Flags = CommandBufferUsageFlags.OneTimeSubmitBit };
        vk.BeginCommandBuffer(commands, &begin).Check("vkBeginCommandBuffer");
        record(commands);
        vk.EndCommandBuffer(commands).Check("vkEndCommandBuffer");
        var submit = new SubmitInfo { SType = StructureType.SubmitInfo, CommandBufferCount = 1, PCommandBuffers = &commands };
        _device.Submit(&submit, _fence);
        Fence fence = _fence;
        vk.WaitForFences(_device.Device, 1, &fence, true, ulong.MaxValue).Check("vkWaitForFences");
    }

    public void Dispose()
    {
        if (_fence.Handle != 0)
            _device.Vk.DestroyFence(_device.Device, _fence, null);
        if (_pool.Handle != 0)
            _device.Vk.DestroyCommandPool(_device.Device, _pool, null);
        (_fence, _pool) = (default, default);
    }
}
