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
    /// Lets compute shaders sample an image of the host, behind whatever wrote it before, of which the library knows nothing; takes it over from the queue
    /// family that released it.
    /// </summary>
    public void BeginSampling(in HostImage image, uint family)
    {
        const AccessFlags Written = AccessFlags.MemoryWriteBit;
        (uint from, uint to) = Families(image, family);
        Change(
            image, (ImageLayout)image.Layout, HostImageViews.LayoutOf(image.Layout), from, to,
            PipelineStageFlags.AllCommandsBit, from == to ? Written : AccessFlags.None, PipelineStageFlags.ComputeShaderBit, AccessFlags.ShaderReadBit);
    }

    /// <summary>Gives it back: in the layout asked for, before whatever comes after, and to the queue family it came from.</summary>
    public void EndSampling(in HostImage image, uint family)
    {
        const AccessFlags Anything = AccessFlags.MemoryReadBit | AccessFlags.MemoryWriteBit;
        (uint from, uint to) = Families(image, family);
        Change(
            image, HostImageViews.LayoutOf(image.Layout), (ImageLayout)(image.LayoutAfter ?? image.Layout), to, from,
            PipelineStageFlags.ComputeShaderBit, AccessFlags.None, PipelineStageFlags.AllCommandsBit, from == to ? Anything : AccessFlags.None);
    }

    /// <summary>Lets compute shaders write an image of the host, behind whatever used it before. In an undefined layout it loses what it held.</summary>
    public void BeginDrawing(in HostImage image) => Change(
        image, (ImageLayout)image.Layout, ImageLayout.General, Vk.QueueFamilyIgnored, Vk.QueueFamilyIgnored,
        PipelineStageFlags.AllCommandsBit, AccessFlags.MemoryWriteBit, PipelineStageFlags.ComputeShaderBit, AccessFlags.ShaderWriteBit);

    /// <summary>Gives it back, in the layout asked for, before whatever comes after.</summary>
    public void EndDrawing(in HostImage image) => Change(
        image, ImageLayout.General, (ImageLayout)(image.LayoutAfter ?? image.Layout), Vk.QueueFamilyIgnored, Vk.QueueFamilyIgnored,
        PipelineStageFlags.ComputeShaderBit, AccessFlags.ShaderWriteBit, PipelineStageFlags.AllCommandsBit, AccessFlags.MemoryReadBit | AccessFlags.MemoryWriteBit);

    /// <summary>What shaders wrote becomes visible to shaders and to the CPU.</summary>
    public void ShaderToHostBarrier() => Barrier(
        PipelineStageFlags.ComputeShaderBit, AccessFlags.ShaderWriteBit,
        PipelineStageFlags.ComputeShaderBit | PipelineStageFlags.HostBit, AccessFlags.ShaderReadBit | AccessFlags.HostReadBit);

    /// <summary>Copies that follow wait for everything before, the host's own work and earlier submissions included.</summary>
    public void BehindEverything() => Barrier(PipelineStageFlags.AllCommandsBit, AccessFlags.TransferWriteBit, PipelineStageFlags.TransferBit, AccessFlags.TransferWriteBit);

    /// <summary>Fills a buffer with zeros.</summary>
    public void Clear(Buffer buffer) => device.Api.CmdFillBuffer(commands, buffer, 0, Vk.WholeSize, 0);

    /// <summary>Fills a part of a buffer with copies of a word.</summary>
    public void Fill(Buffer buffer, long offset, long bytes, uint word) => device.Api.CmdFillBuffer(commands, buffer, (ulong)offset, (ulong)bytes, word);

    public void Dispatch(Dispatch dispatch, GpuPipeline pipeline, DescriptorSet set)
    {
        Bind(dispatch, pipeline, set);
        device.Api.CmdDispatch(commands, dispatch.GroupsX, dispatch.GroupsY, 1);
    }

    /// <summary>A band of a dispatch: some of its units.</summary>
    public void Dispatch(Dispatch dispatch, GpuPipeline pipeline, DescriptorSet set, DispatchBands bands, uint start, uint units)
    {
        Bind(dispatch, pipeline, set);
        if (bands.IsOneRow)
            device.Api.CmdDispatchBase(commands, start, 0, 0, units, 1, 1);
        else
            device.Api.CmdDispatchBase(commands, 0, start, 0, bands.Width, units, 1);
    }

    private void Bind(Dispatch dispatch, GpuPipeline pipeline, DescriptorSet set)
    {
        Vk api = device.Api;
        api.CmdBindPipeline(commands, PipelineBindPoint.Compute, pipeline.Handle);
        api.CmdBindDescriptorSets(commands, PipelineBindPoint.Compute, pipeline.Layout.Handle, 0, 1, &set, 0, (uint*)null);
        fixed (uint* push = dispatch.Push.AsSpan())
        {
            if (dispatch.Push.Length > 0)
                api.CmdPushConstants(commands, pipeline.Layout.Handle, ShaderStageFlags.ComputeBit, 0, (uint)dispatch.Push.Length * 4, push);
        }
    }

    private void Barrier(PipelineStageFlags from, AccessFlags written, PipelineStageFlags to, AccessFlags used)
    {
        var barrier = new MemoryBarrier { SType = StructureType.MemoryBarrier, SrcAccessMask = written, DstAccessMask = used };
        device.Api.CmdPipelineBarrier(commands, from, to, 0, 1, &barrier, 0, null, 0, null);
    }

    private static (uint From, uint To) Families(in HostImage image, uint family) => image.QueueFamily >= 0 && image.QueueFamily != family
        ? ((uint)image.QueueFamily, family)
        : (Vk.QueueFamilyIgnored, Vk.QueueFamilyIgnored);

    private void Change(
        in HostImage image, ImageLayout from, ImageLayout to, uint fromFamily, uint toFamily, PipelineStageFlags before, AccessFlags written, PipelineStageFlags after, AccessFlags used)
    {
        ImageMemoryBarrier* barriers = stackalloc ImageMemoryBarrier[2];
        uint count = image.Chroma == 0 ? 1u : 2;
        for (int i = 0; i < count; i++)
        {
            barriers[i] = new ImageMemoryBarrier
            {
                SType = StructureType.ImageMemoryBarrier,
                SrcAccessMask = written,
                DstAccessMask = used,
                OldLayout = from,
                NewLayout = to,
                SrcQueueFamilyIndex = fromFamily,
                DstQueueFamilyIndex = toFamily,
                Image = new Image { Handle = i == 0 ? image.Image : image.Chroma },
                SubresourceRange = new ImageSubresourceRange
                {
                    AspectMask = ImageAspectFlags.ColorBit,
                    BaseMipLevel = (uint)image.MipLevel,
                    LevelCount = 1,
                    BaseArrayLayer = (uint)image.ArrayLayer,
                    LayerCount = 1,
                },
            };
        }
        device.Api.CmdPipelineBarrier(commands, before, after, 0, 0, null, 0, null, count, barriers);
    }
}
