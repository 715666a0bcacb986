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

    /// <summary>What was copied becomes visible to the CPU.</summary>
    public void HostBarrier() => Barrier(PipelineStageFlags.TransferBit, AccessFlags.TransferWriteBit, PipelineStageFlags.HostBit, AccessFlags.HostReadBit);

    public void Copy(Buffer source, long sourceOffset, Buffer destination, long destinationOffset, long bytes)
    {
        if (bytes == 0)
            return;
        var region = new BufferCopy { SrcOffset = (ulong)sourceOffset, DstOffset = (ulong)destinationOffset, Size = (ulong)bytes };
        device.Api.CmdCopyBuffer(commands, source, destination, 1, &region);
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
