using CnnVulkan.Kernels;
using CnnVulkan.Tensors;
using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>Memory the CPU reads a result from, with the recorded copy into it. Taken for one readback, then used again.</summary>
internal sealed class ReadbackSlot : IDisposable
{
    public ReadbackSlot(VisionDevice device, GpuCommandPool pool, string name, TensorView view, GpuBuffer arena)
    {
        Buffer = new GpuBuffer(device.Vulkan, device.Allocator, view.Tensor.Bytes, MemoryUse.Readback, $"{name}/readback");
        try
        {
            Commands = pool.Allocate($"{name}/readback");
            var writer = new CommandWriter(device.Vulkan, Commands);
            writer.Begin(CommandBufferUsageFlags.None);
            writer.FullBarrier();
            writer.Copy(arena.Handle, view.Tensor.ArenaOffset + view.Offset * view.Type.Bytes(), Buffer.Handle, 0, view.Bytes);
            writer.HostBarrier();
            writer.End();
        }
        catch
        {
            Buffer.Dispose();
            throw;
        }
    }

    public GpuBuffer Buffer { get; }

    public CommandBuffer Commands { get; }

    /// <summary>The submission that fills it.</summary>
    public ulong Submission { get; set; }

    public void Dispose() => Buffer.Dispose();
}
