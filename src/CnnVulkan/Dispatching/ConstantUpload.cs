using CnnVulkan.Plans;
using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>Puts a plan's weights into GPU memory: written straight where the CPU can, else through a staging buffer in portions.</summary>
internal sealed unsafe class ConstantUpload(VisionDevice device, GpuCommandPool pool, GpuTimeline timeline)
{
    /// <summary>Large enough that submissions cost nothing against copying, small enough to be spare memory.</summary>
    private const long DefaultStagingBytes = 32L << 20;

    /// <summary>Uploads all; returns when the GPU has them.</summary>
    public void Run(IReadOnlyList<(PlanTensor Tensor, GpuBuffer Buffer)> constants)
    {
        ILookup<bool, (PlanTensor Tensor, GpuBuffer Buffer)> direct = constants.ToLookup(c => c.Buffer.Mapped != null && c.Buffer.Coherent);
        Concurrently.ForEach(direct[true], c => TensorTransfer.Write(c.Tensor.Value!, c.Tensor.Type, 0, (int)c.Tensor.Count, c.Buffer.Mapped, c.Tensor.Name));
        Stage([.. direct[false]]);
    }

    /// <summary>Uploads through a staging buffer of at most so many bytes.</summary>
    public void Stage(IReadOnlyList<(PlanTensor Tensor, GpuBuffer Buffer)> staged, long stagingBytes = DefaultStagingBytes)
    {
        if (staged.Count == 0)
            return;
        long size = Math.Min(stagingBytes, staged.Sum(c => c.Tensor.Bytes));
        using var staging = new GpuBuffer(device.Vulkan, device.Allocator, size, MemoryUse.Upload, "upload of constants");
        CommandBuffer commands = pool.Allocate("upload of constants");
        var portion = new List<(long From, GpuBuffer To, long Offset, long Bytes)>();
        long used = 0;
        foreach ((PlanTensor tensor, GpuBuffer buffer) in staged)
        {
            int elementBytes = tensor.Type.Bytes();
            for (long start = 0; start < tensor.Count;)
            {
                if (size - used < 16)
                    used = Flush(commands, staging, portion);
                int count = (int)Math.Min(tensor.Count - start, (size - used) / elementBytes);
                TensorTransfer.Write(tensor.Value!, tensor.Type, (int)start, count, staging.Mapped + used, tensor.Name);
                portion.Add((used, buffer, start * elementBytes, (long)count * elementBytes));
                start += count;
                used += ((long)count * elementBytes + 15) / 16 * 16;
            }
        }
        Flush(commands, staging, portion);
    }

    private long Flush(CommandBuffer commands, GpuBuffer staging, List<(long From, GpuBuffer To, long Offset, long Bytes)> portion)
    {
        if (portion.Count == 0)
            return 0;
        var writer = new CommandWriter(device.Vulkan, commands);
        writer.Begin(CommandBufferUsageFlags.OneTimeSubmitBit);
        foreach ((long from, GpuBuffer to, long offset, long bytes) in portion)
            writer.Copy(staging.Handle, from, to.Handle, offset, bytes);
        writer.End();
        timeline.Wait(timeline.Submit([commands]));
        portion.Clear();
        return 0;
    }
}
