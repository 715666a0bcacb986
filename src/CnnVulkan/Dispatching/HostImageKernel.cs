using System.Collections.Immutable;
using CnnVulkan.Kernels;
using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>
/// The shader <c>host_image_rows</c> with all that it is bound to: the first pass of a resize, which samples a host's image where it lies. It stands
/// beside the plans, whose kernels take buffers alone. Set 0 is an image, set 1 a picture size, so that either may change without the other.
/// </summary>
internal sealed unsafe class HostImageKernel : IDisposable
{
    /// <summary>Its file.</summary>
    public const string Shader = "host_image_rows";

    private const string Variant = "i32";

    private readonly VisionDevice _device;
    private readonly Stack<IDisposable> _owned = new();
    private readonly GpuPipelineLayout _layout;
    private readonly byte[] _code;
    private readonly Dictionary<(uint Source, bool Encode), GpuPipeline> _pipelines = [];

    public HostImageKernel(VisionDevice device)
    {
        _device = device;
        try
        {
            ImmutableArray<DescriptorType> images = [DescriptorType.SampledImage, DescriptorType.SampledImage], buffers = [DescriptorType.StorageBuffer, DescriptorType.StorageBuffer];
            _layout = Own(new GpuPipelineLayout(device.Vulkan, [images, buffers], sizeof(HostImagePush)));
            _code = device.Shaders.Embedded(Shader, Variant);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Makes the pipeline for images of a kind, if need be.</summary>
    public void Prepare(in HostImage image)
    {
        (uint source, bool encode) key = KeyOf(image);
        if (_pipelines.ContainsKey(key))
            return;
        ImmutableArray<(uint, uint)> constants = [(0, _device.Limits.WorkgroupSizeOf(1)), (4, key.source), (5, key.encode ? 1u : 0)];
        _pipelines[key] = Own(new GpuPipeline(_device.Vulkan, _layout, _device.PipelineCache.Handle, _code, constants, $"{Shader}.{Variant}"));
    }

    /// <summary>Whether the pipeline for images of a kind is there.</summary>
    public bool Has(in HostImage image) => _pipelines.ContainsKey(KeyOf(image));

    /// <summary>The descriptors of an image.</summary>
    public HostImageViews MakeViews(in HostImage image) => new(_device, _layout, image);

    /// <summary>The descriptors of a picture size.</summary>
    public HostImageRows MakeRows(PlanExecutor plan, TensorView rows, Tensor<int> taps) => new(_device, _layout, plan, rows, taps);

    /// <summary>Records the pass.</summary>
    /// <param name="commands">Where.</param>
    /// <param name="image">The image: one that pipeline and views were made for.</param>
    /// <param name="views">Its descriptors.</param>
    /// <param name="rows">Those of the size of the part that is looked at.</param>
    /// <param name="firstColumn">The first column of the part that any tap needs.</param>
    /// <param name="firstRow">The first row.</param>
    public void Record(CommandBuffer commands, in HostImage image, HostImageViews views, HostImageRows rows, int firstColumn, int firstRow)
    {
        GpuPipeline pipeline = _pipelines[KeyOf(image)];
        var push = new HostImagePush(image, rows, firstColumn, firstRow);
        Vk api = _device.Vulkan.Api;
        DescriptorSet* sets = stackalloc DescriptorSet[] { views.Set, rows.Set };
        api.CmdBindPipeline(commands, PipelineBindPoint.Compute, pipeline.Handle);
        api.CmdBindDescriptorSets(commands, PipelineBindPoint.Compute, _layout.Handle, 0, 2, sets, 0, (uint*)null);
        api.CmdPushConstants(commands, _layout.Handle, ShaderStageFlags.ComputeBit, 0, (uint)sizeof(HostImagePush), &push);
        uint groups = ((uint)rows.Count + _device.Limits.WorkgroupSizeOf(1) - 1) / _device.Limits.WorkgroupSizeOf(1);
        uint x = Math.Min(groups, _device.Limits.MaxWorkgroupCount.X);
        api.CmdDispatch(commands, x, (groups + x - 1) / x, 1);
    }

    public void Dispose()
    {
        while (_owned.Count > 0)
            _owned.Pop().Dispose();
    }

    private static (uint Source, bool Encode) KeyOf(in HostImage image)
    {
        HostImageTexels texels = HostImageTexels.Of(image.Format);
        return (texels.Planes == 2 ? 2u : texels.Channels == 1 ? 1u : 0u, texels.IsLinear(image.Encoding));
    }

    private T Own<T>(T part)
        where T : IDisposable
    {
        _owned.Push(part);
        return part;
    }
}
