using System.Collections.Immutable;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;
using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>
/// The shaders that draw tensors into images of hosts: activation maps as tiles, a class's map as heat, a network's output as the picture that it is. Like
/// <see cref="HostImageKernel"/> they stand beside the plans. Set 0 is a tensor, set 1 where ranges are kept, set 2 an image, so that each may change
/// without the others.
/// </summary>
internal sealed unsafe class PictureKernels : IDisposable
{
    /// <summary>Their files.</summary>
    public static readonly ImmutableArray<string> Files = [Range, Tiles, Heat, Picture];

    private const string Range = "map_range", Tiles = "map_tiles", Heat = "heat_map", Picture = "tensor_picture";

    private const uint Group = 8;

    private readonly VisionDevice _device;
    private readonly Stack<IDisposable> _owned = new();
    private readonly GpuPipelineLayout _layout;
    private readonly Dictionary<(string Shader, StorageType Type), GpuPipeline> _pipelines = [];

    /// <exception cref="VulkanException">A pipeline cannot be made.</exception>
    public PictureKernels(VisionDevice device)
    {
        _device = device;
        try
        {
            ImmutableArray<DescriptorType> buffer = [DescriptorType.StorageBuffer];
            _layout = Own(new GpuPipelineLayout(device.Vulkan, [buffer, buffer, [DescriptorType.StorageImage]], sizeof(PicturePush)));
            foreach (string shader in Files)
            {
                Add(shader, StorageType.Float32, "f32");
                if (device.Limits.Storage16Bit)
                    Add(shader, StorageType.Float16, "f16");
            }
        }
        catch
        {
            Dispose();
            throw;
        }

        void Add(string shader, StorageType type, string variant) => _pipelines[(shader, type)]
            = Own(new GpuPipeline(device.Vulkan, _layout, device.PipelineCache.Handle, device.Shaders.Embedded(shader, variant), [], $"{shader}.{variant}"));
    }

    /// <summary>The descriptors of a tensor of 1×channels×height×width; it must lie on the GPU.</summary>
    public PictureTensor Bind(GpuTensor tensor) => new(_device, _layout, tensor);

    /// <summary>The descriptors of an image that is drawn on.</summary>
    /// <exception cref="ArgumentException">It cannot be drawn on: says why.</exception>
    public PictureTarget Bind(in HostImage image) => new(_device, _layout, image);

    /// <summary>Room for the ranges of maps.</summary>
    public MapRanges MakeRanges() => new(_device, _layout);

    /// <summary>Records the painting of maps as tiles; what else there is of the part becomes transparent.</summary>
    /// <param name="commandBuffer">Where.</param>
    /// <param name="maps">The activations, as a run recorded before leaves them.</param>
    /// <param name="first">The first map.</param>
    /// <param name="ranges">Where the maps' ranges are kept.</param>
    /// <param name="turn">Which of its turns.</param>
    /// <param name="target">The image's descriptors.</param>
    /// <param name="image">The image.</param>
    /// <param name="sheet">Where the tiles lie.</param>
    public void RecordTiles(nint commandBuffer, PictureTensor maps, int first, MapRanges ranges, int turn, PictureTarget target, in HostImage image, in TileSheet sheet)
    {
        var commands = new CommandBuffer { Handle = commandBuffer };
        PicturePush push = RecordRanges(commands, maps, first, sheet.Count, ranges, turn, image);
        push.Tiles = new TilesPush((uint)sheet.Count, (uint)sheet.Columns, (uint)sheet.TileWidth, (uint)sheet.TileHeight, (uint)sheet.Gap);
        Draw(commands, Tiles, maps, ranges.Set, target, image, push);
    }

    /// <summary>Records the painting of a map of 1×1×height×width as heat.</summary>
    public void RecordHeat(nint commandBuffer, PictureTensor map, MapRanges ranges, int turn, PictureTarget target, in HostImage image)
    {
        var commands = new CommandBuffer { Handle = commandBuffer };
        PicturePush push = RecordRanges(commands, map, 0, 1, ranges, turn, image);
        Draw(commands, Heat, map, ranges.Set, target, image, push);
    }

    /// <summary>Records the painting of a tensor as a picture.</summary>
    /// <param name="commandBuffer">Where.</param>
    /// <param name="values">The tensor.</param>
    /// <param name="target">The image's descriptors.</param>
    /// <param name="image">The image.</param>
    /// <param name="range">What becomes black and what white.</param>
    public void RecordPicture(nint commandBuffer, PictureTensor values, PictureTarget target, in HostImage image, ValueRange range)
    {
        var commands = new CommandBuffer { Handle = commandBuffer };
        new CommandWriter(_device.Vulkan, commands).FullBarrier();
        (int width, int height) = image.Part;
        var push = new PictureValuesPush(
            values.Base, (uint)values.Shape[1], (uint)image.Left, (uint)image.Top, (uint)width, (uint)height, (uint)values.Shape[3], (uint)values.Shape[2], image.FlipY ? 1u : 0,
            1 / (range.High - range.Low), -range.Low / (range.High - range.Low));
        Draw(commands, Picture, values, null, target, image, push);
    }

    public void Dispose()
    {
        while (_owned.Count > 0)
            _owned.Pop().Dispose();
    }

    private PicturePush RecordRanges(CommandBuffer commands, PictureTensor maps, int first, int count, MapRanges ranges, int turn, in HostImage image)
    {
        int pixels = maps.Shape.CountOf(2, 4);
        (int width, int height) = image.Part;
        uint start = maps.Base + (uint)(first * pixels), rangeBase = (uint)(turn * MapRanges.Most);
        var writer = new CommandWriter(_device.Vulkan, commands);
        writer.FullBarrier();
        DescriptorSet* sets = stackalloc DescriptorSet[] { maps.Set, ranges.Set };
        var push = new RangePush(start, rangeBase, (uint)pixels);
        Bind(commands, Range, maps.Storage, sets, 2, push);
        _device.Vulkan.Api.CmdDispatch(commands, (uint)count, 1, 1);
        writer.ShaderToHostBarrier();
        return new PicturePush(start, rangeBase, (uint)image.Left, (uint)image.Top, (uint)width, (uint)height, (uint)maps.Shape[3], (uint)maps.Shape[2], image.FlipY ? 1u : 0);
    }

    private void Draw<TPush>(CommandBuffer commands, string shader, PictureTensor tensor, DescriptorSet? ranges, PictureTarget target, in HostImage image, TPush push)
        where TPush : unmanaged
    {
        var writer = new CommandWriter(_device.Vulkan, commands);
        writer.BeginDrawing(image);
        // A shader without ranges has a set bound all the same.
        DescriptorSet* sets = stackalloc DescriptorSet[] { tensor.Set, ranges ?? tensor.Set, target.Set };
        Bind(commands, shader, tensor.Storage, sets, 3, push);
        (int width, int height) = image.Part;
        _device.Vulkan.Api.CmdDispatch(commands, ((uint)width + Group - 1) / Group, ((uint)height + Group - 1) / Group, 1);
        writer.EndDrawing(image);
    }

    private void Bind<TPush>(CommandBuffer commands, string shader, StorageType type, DescriptorSet* sets, uint count, TPush push)
        where TPush : unmanaged
    {
        Vk api = _device.Vulkan.Api;
        api.CmdBindPipeline(commands, PipelineBindPoint.Compute, _pipelines[(shader, type)].Handle);
        api.CmdBindDescriptorSets(commands, PipelineBindPoint.Compute, _layout.Handle, 0, count, sets, 0, (uint*)null);
        api.CmdPushConstants(commands, _layout.Handle, ShaderStageFlags.ComputeBit, 0, (uint)sizeof(TPush), &push);
    }

    private T Own<T>(T part)
        where T : IDisposable
    {
        _owned.Push(part);
        return part;
    }

    private readonly record struct RangePush(uint Base, uint RangeBase, uint Pixels);

    private record struct PicturePush(uint Base, uint RangeBase, uint Left, uint Top, uint Width, uint Height, uint MapWidth, uint MapHeight, uint Flip)
    {
        public TilesPush Tiles { get; set; }
    }

    private readonly record struct TilesPush(uint Count, uint Columns, uint TileWidth, uint TileHeight, uint Gap);

    private readonly record struct PictureValuesPush(
        uint Base, uint Channels, uint Left, uint Top, uint Width, uint Height, uint MapWidth, uint MapHeight, uint Flip, float Scale, float Shift);
}
