using System.Runtime.InteropServices;
using CnnVulkan.Demo.Graphics;
using CnnVulkan.Plans;
using CnnVulkan.Scenes.Graphics;
using CnnVulkan.Tensors;
using Silk.NET.Vulkan;
using Buffer = Silk.NET.Vulkan.Buffer;

namespace CnnVulkan.Demo.Vision;

/// <summary>
/// Turns activation maps into a picture where they lie: one compute shader finds each map's range, a second one colours it. One set of
/// descriptors and ranges per frame in flight, so nothing in use is written.
/// </summary>
internal sealed unsafe class MapPainter : IDisposable
{
    private const int Group = 8;

    private readonly GraphicsDevice _device;
    private readonly Stack<IDisposable> _owned = new();
    private readonly DescriptorSets _rangeSets;
    private readonly DescriptorSets _paintSets;
    private readonly GraphicsBuffer[] _ranges = new GraphicsBuffer[FrameContext.FramesInFlight];
    // By how activations are stored.
    private readonly Dictionary<StorageType, (ComputePipeline Range, ComputePipeline Paint)> _pipelines = [];

    /// <param name="device">The device.</param>
    /// <param name="shader">What colours the picture: binds the maps, their ranges and the picture.</param>
    /// <param name="pushBytes">The bytes of its push constants.</param>
    /// <param name="name">What it paints, in debuggers.</param>
    /// <param name="width">The picture's width in pixels.</param>
    /// <param name="height">Its height.</param>
    public MapPainter(GraphicsDevice device, string shader, int pushBytes, string name, int width, int height)
    {
        _device = device;
        try
        {
            const DescriptorType Storage = DescriptorType.StorageBuffer;
            DescriptorLayout range = Own(new DescriptorLayout(device, $"{name}/range", ShaderStageFlags.ComputeBit, Storage, Storage));
            DescriptorLayout paint = Own(new DescriptorLayout(device, name, ShaderStageFlags.ComputeBit, Storage, Storage, DescriptorType.StorageImage));
            Add(StorageType.Float32, "f32");
            if (device.Vision.Limits.Storage16Bit)
                Add(StorageType.Float16, "f16");
            _rangeSets = Own(new DescriptorSets(device, $"{name}/range", range, FrameContext.FramesInFlight));
            _paintSets = Own(new DescriptorSets(device, name, paint, FrameContext.FramesInFlight));
            Picture = Own(new GraphicsImage(
                device, name, width, height, Format.R8G8B8A8Unorm,
                ImageUsageFlags.SampledBit | ImageUsageFlags.StorageBit | ImageUsageFlags.TransferSrcBit | ImageUsageFlags.TransferDstBit));
            for (int i = 0; i < _ranges.Length; i++)
            {
                // The CPU reads them when the frame has finished: to tell, not to draw.
                const BufferUsageFlags Usage = BufferUsageFlags.StorageBufferBit | BufferUsageFlags.TransferDstBit;
                _ranges[i] = Own(new GraphicsBuffer(device, $"{name}/ranges", (ulong)(MapPages.MostPerPage * sizeof(ValueRange)), Usage, hostVisible: true));
                _rangeSets.WriteBuffer(i, 1, _ranges[i]);
                _paintSets.WriteBuffer(i, 1, _ranges[i]);
                _paintSets.WriteStorageImage(i, 2, Picture);
            }
            device.RunOnce(Clear);

            void Add(StorageType type, string variant) => _pipelines[type] = (
                Own(new ComputePipeline(device, "map_range.comp", [range], sizeof(RangePush), variant)),
                Own(new ComputePipeline(device, shader, [paint], pushBytes, variant)));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>What is painted: ready to be sampled, transparent before the first time.</summary>
    public GraphicsImage Picture { get; }

    /// <summary>Records the painting of maps [first, first + count) of a tensor of 1×maps×height×width.</summary>
    /// <param name="frame">The frame; a painter paints once in it.</param>
    /// <param name="tensor">The activations, as a run recorded before leaves them.</param>
    /// <param name="first">The first map.</param>
    /// <param name="count">How many maps.</param>
    /// <param name="size">The pixels to paint, from the upper left corner.</param>
    /// <param name="push">Makes the push constants of the first map's first element in the bound range.</param>
    public void Record<TPush>(FrameContext frame, GpuTensor tensor, int first, int count, (int Width, int Height) size, Func<uint, TPush> push)
        where TPush : unmanaged
    {
        CommandBuffer commands = frame.Commands;
        int pixels = tensor.Shape.CountOf(2, 4);
        int elementBytes = tensor.Storage == StorageType.Float16 ? 2 : 4;
        long start = tensor.ByteOffset + (long)first * pixels * elementBytes;
        // Bindings start at multiples; the shader adds the rest.
        long bound = start / (long)_device.Limits.MinStorageBufferOffsetAlignment * (long)_device.Limits.MinStorageBufferOffsetAlignment;
        uint element = (uint)((start - bound) / elementBytes);
        ulong range = (ulong)(start - bound + (long)count * pixels * elementBytes);
        var maps = new Buffer { Handle = tensor.Buffer };
        _rangeSets.WriteBuffer(frame.Slot, 0, maps, (ulong)bound, range);
        _paintSets.WriteBuffer(frame.Slot, 0, maps, (ulong)bound, range);
        (ComputePipeline findRange, ComputePipeline paint) = _pipelines[tensor.Storage];

        const AccessFlags Written = AccessFlags.ShaderWriteBit | AccessFlags.TransferWriteBit;
        Barrier(commands, PipelineStageFlags.ComputeShaderBit | PipelineStageFlags.TransferBit, Written, PipelineStageFlags.ComputeShaderBit);
        findRange.Bind(commands);
        findRange.BindSet(commands, _rangeSets[frame.Slot]);
        findRange.Push(commands, new RangePush(element, (uint)pixels));
        findRange.Dispatch(commands, count, 1, 1, 1);
        Barrier(commands, PipelineStageFlags.ComputeShaderBit, AccessFlags.ShaderWriteBit, PipelineStageFlags.ComputeShaderBit | PipelineStageFlags.HostBit);
        Picture.Transition(commands, ImageLayout.General, PipelineStageFlags.ComputeShaderBit, AccessFlags.ShaderWriteBit);
        paint.Bind(commands);
        paint.BindSet(commands, _paintSets[frame.Slot]);
        paint.Push(commands, push(element));
        paint.Dispatch(commands, size.Width, size.Height, Group, Group);
        Picture.ReadInShaders(commands);
    }

    /// <summary>The ranges that the frame of a slot found; it must have finished.</summary>
    public ReadOnlySpan<ValueRange> Ranges(int slot, int count) => MemoryMarshal.Cast<byte, ValueRange>(_ranges[slot].Mapped)[..count];

    public void Dispose()
    {
        while (_owned.Count > 0)
            _owned.Pop().Dispose();
    }

    private void Clear(CommandBuffer commands)
    {
        Picture.Transition(commands, ImageLayout.TransferDstOptimal, PipelineStageFlags.TransferBit, AccessFlags.TransferWriteBit, discard: true);
        var color = new ClearColorValue();
        var all = new ImageSubresourceRange { AspectMask = ImageAspectFlags.ColorBit, LevelCount = 1, LayerCount = 1 };
        _device.Vk.CmdClearColorImage(commands, Picture.Image, ImageLayout.TransferDstOptimal, &color, 1, &all);
        Picture.ReadInShaders(commands);
    }

    private void Barrier(CommandBuffer commands, PipelineStageFlags from, AccessFlags written, PipelineStageFlags to)
    {
        AccessFlags host = (to & PipelineStageFlags.HostBit) != 0 ? AccessFlags.HostReadBit : AccessFlags.None;
        var barrier = new MemoryBarrier
        {
            SType = StructureType.MemoryBarrier,
            SrcAccessMask = written,
            DstAccessMask = AccessFlags.ShaderReadBit | AccessFlags.ShaderWriteBit | host,
        };
        _device.Vk.CmdPipelineBarrier(commands, from, to, 0, 1, &barrier, 0, null, 0, null);
    }

    private T Own<T>(T part)
        where T : IDisposable
    {
        _owned.Push(part);
        return part;
    }

    private readonly record struct RangePush(uint Base, uint Pixels);
}
