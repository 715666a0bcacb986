using CnnVulkan.Scenes.Graphics;
using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;
using Semaphore = Silk.NET.Vulkan.Semaphore;

namespace CnnVulkan.Demo.Graphics;

/// <summary>The command buffers of the frames in flight. A frame waits only for the one that had its slot before.</summary>
internal sealed unsafe class FrameRing : IDisposable
{
    private readonly GraphicsDevice _device;
    private readonly CommandPool[] _pools = new CommandPool[FrameContext.FramesInFlight];
    private readonly CommandBuffer[] _commands = new CommandBuffer[FrameContext.FramesInFlight];
    private readonly Fence[] _fences = new Fence[FrameContext.FramesInFlight];
    private readonly long[] _numbers = new long[FrameContext.FramesInFlight];
    private long _number;

    public FrameRing(GraphicsDevice device)
    {
        _device = device;
        _number = device.RecordingFrame;
        try
        {
            for (int i = 0; i < FrameContext.FramesInFlight; i++)
                CreateSlot(i);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The slot of the next frame.</summary>
    public int NextSlot => (int)((_number + 1) % FrameContext.FramesInFlight);

    /// <summary>Waits until the next frame's slot is free.</summary>
    public void Wait()
    {
        int slot = NextSlot;
        Fence fence = _fences[slot];
        _device.Vk.WaitForFences(_device.Device, 1, &fence, true, ulong.MaxValue).Check("vkWaitForFences (frame)");
        _device.AdvanceFrame(_number, _numbers[slot]);
    }

    /// <summary>Starts recording the next frame.</summary>
    public FrameContext Begin(FrameTime time, int width, int height, float scale)
    {
        Wait();
        int slot = NextSlot;
        _numbers[slot] = ++_number;
        _device.AdvanceFrame(_number, 0);
        _device.Vk.ResetCommandPool(_device.Device, _pools[slot], 0).Check("vkResetCommandPool");
        var info = new CommandBufferBeginInfo { SType = StructureType.CommandBufferBeginInfo, Flags = CommandBufferUsageFlags.OneTimeSubmitBit };
        _device.Vk.BeginCommandBuffer(_commands[slot], &info).Check("vkBeginCommandBuffer");
        return new FrameContext(_commands[slot], slot, _number, time.Seconds, time.DeltaSeconds, width, height, scale);
    }

    /// <summary>Submits a frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="wait">Signalled when the window's picture may be written; a null handle for none.</param>
    /// <param name="signal">Signalled when the frame is drawn; a null handle for none.</param>
    public void End(FrameContext frame, Semaphore wait = default, Semaphore signal = default)
    {
        CommandBuffer commands = frame.Commands;
        _device.Vk.EndCommandBuffer(commands).Check("vkEndCommandBuffer");
        PipelineStageFlags stage = PipelineStageFlags.TransferBit;
        var info = new SubmitInfo
        {
            SType = StructureType.SubmitInfo,
            WaitSemaphoreCount = wait.Handle != 0 ? 1u : 0,
            PWaitSemaphores = &wait,
            PWaitDstStageMask = &stage,
            CommandBufferCount = 1,
            PCommandBuffers = &commands,
            SignalSemaphoreCount = signal.Handle != 0 ? 1u : 0,
            PSignalSemaphores = &signal,
        };
        Fence fence = _fences[frame.Slot];
        _device.Vk.ResetFences(_device.Device, 1, &fence).Check("vkResetFences");
        _device.Submit(&info, fence);
    }

    public void Dispose()
    {
        foreach (Fence fence in _fences)
        {
            if (fence.Handle != 0)
                _device.Vk.DestroyFence(_device.Device, fence, null);
        }
        foreach (CommandPool pool in _pools)
        {
            if (pool.Handle != 0)
                _device.Vk.DestroyCommandPool(_device.Device, pool, null);
        }
        Array.Clear(_fences);
        Array.Clear(_pools);
    }

    private void CreateSlot(int slot)
    {
        var pool = new CommandPoolCreateInfo
        {
            SType = StructureType.CommandPoolCreateInfo,
            Flags = CommandPoolCreateFlags.TransientBit,
            QueueFamilyIndex = _device.QueueFamily,
        };
        _device.Vk.CreateCommandPool(_device.Device, &pool, null, out _pools[slot]).Check("vkCreateCommandPool (frame)");
        var allocate = new CommandBufferAllocateInfo
        {
            SType = StructureType.CommandBufferAllocateInfo,
            CommandPool = _pools[slot],
            Level = CommandBufferLevel.Primary,
            CommandBufferCount = 1,
        };
        CommandBuffer commands;
        _device.Vk.AllocateCommandBuffers(_device.Device, &allocate, &commands).Check("vkAllocateCommandBuffers (frame)");
        _commands[slot] = commands;
        _device.SetName(ObjectType.CommandBuffer, (ulong)commands.Handle, $"frame {slot}");
        var fence = new FenceCreateInfo { SType = StructureType.FenceCreateInfo, Flags = FenceCreateFlags.SignaledBit };
        _device.Vk.CreateFence(_device.Device, &fence, null, out _fences[slot]).Check("vkCreateFence (frame)");
    }
}
