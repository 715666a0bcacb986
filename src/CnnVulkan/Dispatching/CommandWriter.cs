using CnnVulkan.Plans;
using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;
using Buffer = Silk.NET.Vulkan.Buffer;

namespace CnnVulkan.Dispatching;

/// <summary>Writes commands into a command buffer.</summary>
internal readonly unsafe struct CommandWriter(VulkanDevice device, CommandBuffer commands)
{
    private const AccessFlags Writes = AccessFlags.ShaderWriteBit | AccessFlags.TransferWriteBit;
    private const AccessFlags All = Writes | AccessFlags.ShaderReadBit | AccessFlags.TransferReadBit;
    private const PipelineStageFlags Stages = PipelineStageFlags.ComputeShaderBit | PipelineStageFlags.TransferBit;

    public void Begin(CommandBufferUsageFlags usage)
    {
        var info = new CommandBufferBeginInfo { SType = StructureType.CommandBufferBeginInfo, Flags = usage };
        device.Api.BeginCommandBuffer(commands, &info).Check("vkBeginCommandBuffer");
    }

    public void End() => device.Api.EndCommandBuffer(commands).Check("vkEndCommandBuffer");

    /// <summary>Orders everything before, earlier submissions included, before everything after: whatever was read or written where.</summary>
    public void FullBarrier() => Barrier(Stages, Writes, Stages, All);

    /// <summary>What shaders wrote becomes visible to shaders, and what they read may be overwritten.</summary>
    public void ShaderBarrier() => Barrier(
        PipelineStageFlags.ComputeShaderBit, AccessFlags.ShaderWriteBit,
        PipelineStageFlags.ComputeShaderBit, AccessFlags.ShaderReadBit | AccessFlags.ShaderWriteBit);

    /// <summary>What shaders and copies wrote may be copied.</summary>
    public void CopyBarrier() => Barrier(Stages, Writes, PipelineStageFlags.TransferBit, AccessFlags.TransferReadBit | AccessFlags.TransferWriteBit);

    /// <summary>What was copied becomes visible to the CPU.</summary>
    public void HostBarrier() => Barrier(PipelineStageFlags.TransferBit, AccessFlags.TransferWriteBit, PipelineStageFlags.HostBit, AccessFlags.HostReadBit);

    public void Copy(Buffer source, long sourceOffset, Buffer destination, long destinationOffset, long bytes)
    {
        if (bytes == 0)
            return;
        var region = new BufferCopy { SrcOffset = (ulong)sourceOffset, DstOffset = (ulong)destinationOffset, Size = (ulong)bytes };
        device.Api.CmdCopyBuffer(commands, source, destination, 1, &region);
    }

    /// <summary>
    /// Copies a picture of the host, rows without gaps. Orders the copy behind whatever wrote the image before, of which the library knows
    /// nothing, and before whatever comes after; leaves the image in the layout it was in.
    /// </summary>
    public void CopyImage(in HostImage image, Buffer destination, long destinationOffset)
    {
        const AccessFlags Anything = AccessFlags.MemoryReadBit | AccessFlags.MemoryWriteBit;
        var given = (ImageLayout)image.Layout;
        ImageLayout readable = given == ImageLayout.General ? ImageLayout.General : ImageLayout.TransferSrcOptimal;
        var handle = new Image { Handle = image.Image };
        var barrier = new ImageMemoryBarrier
        {
            SType = StructureType.ImageMemoryBarrier,
            SrcAccessMask = AccessFlags.MemoryWriteBit,
            DstAccessMask = AccessFlags.TransferReadBit,
            OldLayout = given,
            NewLayout = readable,
            SrcQueueFamilyIndex = Vk.QueueFamilyIgnored,
            DstQueueFamilyIndex = Vk.QueueFamilyIgnored,
            Image = handle,
            SubresourceRange = new ImageSubresourceRange
            {
                AspectMask = ImageAspectFlags.ColorBit,
                BaseMipLevel = (uint)image.MipLevel,
                LevelCount = 1,
                BaseArrayLayer = (uint)image.ArrayLayer,
                LayerCount = 1,
            },
        };
        device.Api.CmdPipelineBarrier(
            commands, PipelineStageFlags.AllCommandsBit, PipelineStageFlags.TransferBit, 0, 0, null, 0, null, 1, &barrier);
        var region = new BufferImageCopy
        {
            BufferOffset = (ulong)destinationOffset,
            ImageSubresource = new ImageSubresourceLayers
            {
                AspectMask = ImageAspectFlags.ColorBit,
                MipLevel = (uint)image.MipLevel,
                BaseArrayLayer = (uint)image.ArrayLayer,
                LayerCount = 1,
            },
            ImageExtent = new Extent3D { Width = (uint)image.Width, Height = (uint)image.Height, Depth = 1 },
        };
        device.Api.CmdCopyImageToBuffer(commands, handle, readable, destination, 1, &region);
        (barrier.SrcAccessMask, barrier.DstAccessMask) = (AccessFlags.TransferReadBit, Anything);
        (barrier.OldLayout, barrier.NewLayout) = (readable, given);
        device.Api.CmdPipelineBarrier(
            commands, PipelineStageFlags.TransferBit, PipelineStageFlags.AllCommandsBit, 0, 0, null, 0, null, 1, &barrier);
    }

    /// <summary>Fills a buffer with zeros.</summary>
    public void Clear(Buffer buffer) => device.Api.CmdFillBuffer(commands, buffer, 0, Vk.WholeSize, 0);

    public void Dispatch(Dispatch dispatch, GpuPipeline pipeline, DescriptorSet set)
    {
        Vk api = device.Api;
        api.CmdBindPipeline(commands, PipelineBindPoint.Compute, pipeline.Handle);
        api.CmdBindDescriptorSets(commands, PipelineBindPoint.Compute, pipeline.Layout.Handle, 0, 1, &set, 0, (uint*)null);
        fixed (uint* push = dispatch.Push.AsSpan())
        {
            if (dispatch.Push.Length > 0)
                api.CmdPushConstants(commands, pipeline.Layout.Handle, ShaderStageFlags.ComputeBit, 0, (uint)dispatch.Push.Length * 4, push);
        }
        api.CmdDispatch(commands, dispatch.GroupsX, dispatch.GroupsY, 1);
    }

    private void Barrier(PipelineStageFlags from, AccessFlags written, PipelineStageFlags to, AccessFlags used)
    {
        var barrier = new MemoryBarrier { SType = StructureType.MemoryBarrier, SrcAccessMask = written, DstAccessMask = used };
        device.Api.CmdPipelineBarrier(commands, from, to, 0, 1, &barrier, 0, null, 0, null);
    }
}
