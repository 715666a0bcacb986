using CnnVulkan.Files;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;
using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>
/// Puts a plan's weights into GPU memory, arranged on the way: written straight where the CPU can, else through two halves of a staging
/// buffer, of which one is filled while the GPU copies the other.
/// </summary>
internal sealed unsafe class ConstantUpload(VisionDevice device, GpuCommandPool pool, GpuTimeline timeline)
{
    /// <summary>Large enough that submissions cost nothing against copying, small enough to be spare memory.</summary>
    private const long DefaultStagingBytes = 32L << 20;

    /// <summary>Elements written at a time: a layer that has most of the weights must be shared out among processors.</summary>
    private const int PieceElements = 1 << 18;

    /// <summary>Pieces start where vectors may.</summary>
    private const int Alignment = 16;

    /// <summary>Uploads all; returns when the GPU has them.</summary>
    public void Run(IReadOnlyList<(PlanTensor Tensor, GpuBuffer Buffer)> constants)
    {
        ILookup<bool, (PlanTensor Tensor, GpuBuffer Buffer)> direct = constants.ToLookup(c => c.Buffer.Mapped != null && c.Buffer.Coherent);
        // The largest first: the last to be finished should be a short one.
        Concurrently.ForEach(direct[true].OrderByDescending(c => c.Tensor.Count).ToArray(), c =>
        {
            Tensor elements = c.Tensor.Elements();
            Write(c.Tensor, elements, 0, (int)c.Tensor.Count, c.Buffer.Mapped);
        });
        Stage([.. direct[false]]);
    }

    /// <summary>Uploads through a staging buffer of at most so many bytes.</summary>
    public void Stage(IReadOnlyList<(PlanTensor Tensor, GpuBuffer Buffer)> staged, long stagingBytes = DefaultStagingBytes)
    {
        if (staged.Count == 0)
            return;
        long half = Math.Max(Math.Min(stagingBytes, 2 * staged.Sum(c => c.Tensor.Bytes)) / 2 / Alignment * Alignment, Alignment);
        using var staging = new GpuBuffer(device.Vulkan, device.Allocator, 2 * half, MemoryUse.Upload, "upload of constants");
        CommandBuffer[] commands = [pool.Allocate("upload of constants"), pool.Allocate("upload of constants")];
        var submitted = new ulong[2];
        int turn = 0;
        try
        {
            foreach (List<Piece> portion in Portions(staged, half))
            {
                timeline.Wait(submitted[turn]);
                byte* start = staging.Mapped + turn * half;
                Concurrently.ForEach(portion, p => TensorTransfer.Write(p.Elements.Value, p.Tensor.Type, p.Start, p.Count, start + p.At, p.Tensor.Name));
                submitted[turn] = Submit(commands[turn], staging, turn * half, portion);
                turn = 1 - turn;
            }
        }
        finally
        {
            // The staging buffer goes; nothing may read it any more.
            timeline.Wait(timeline.Last);
        }
    }

    /// <summary>Cuts tensors into pieces and gathers these into what fits a half.</summary>
    private static IEnumerable<List<Piece>> Portions(IReadOnlyList<(PlanTensor Tensor, GpuBuffer Buffer)> staged, long half)
    {
        var portion = new List<Piece>();
        long used = 0;
        foreach ((PlanTensor tensor, GpuBuffer buffer) in staged)
        {
            // Arranged by the thread that comes to it first, and let go with the last portion it is in.
            var elements = new Lazy<Tensor>(tensor.Elements);
            int bytes = tensor.Type.Bytes();
            for (long start = 0; start < tensor.Count;)
            {
                int count = (int)Math.Min(Math.Min(tensor.Count - start, PieceElements), (half - used) / bytes);
                portion.Add(new Piece(tensor, elements, buffer, (int)start, count, used));
                start += count;
                used += ((long)count * bytes + Alignment - 1) / Alignment * Alignment;
                if (half - used >= Alignment)
                    continue;
                yield return portion;
                portion = [];
                used = 0;
            }
        }
        if (portion.Count > 0)
            yield return portion;
    }

    private static void Write(PlanTensor tensor, Tensor elements, int start, int count, byte* destination)
        => Concurrently.ForEach(Enumerable.Range(0, (count + PieceElements - 1) / PieceElements).ToArray(), piece =>
        {
            int first = piece * PieceElements;
            TensorTransfer.Write(elements, tensor.Type, start + first, Math.Min(PieceElements, count - first), destination + (long)first * tensor.Type.Bytes(), tensor.Name);
        });

    private ulong Submit(CommandBuffer commands, GpuBuffer staging, long from, List<Piece> portion)
    {
        var writer = new CommandWriter(device.Vulkan, commands);
        writer.Begin(CommandBufferUsageFlags.OneTimeSubmitBit);
        foreach (Piece p in portion)
            writer.Copy(staging.Handle, from + p.At, p.Buffer.Handle, (long)p.Start * p.Tensor.Type.Bytes(), (long)p.Count * p.Tensor.Type.Bytes());
        writer.End();
        return timeline.Submit([commands]);
    }

    /// <summary>Elements of a tensor at a place in a half.</summary>
    private sealed record Piece(PlanTensor Tensor, Lazy<Tensor> Elements, GpuBuffer Buffer, int Start, int Count, long At);
}
