using System.Collections.Immutable;
using Silk.NET.Vulkan;
using VkImageView = Silk.NET.Vulkan.ImageView;

namespace CnnVulkan.Vulkan;

/// <summary>Descriptor sets of buffers or of images, written once. They live as long as the pool.</summary>
internal sealed unsafe class GpuDescriptorPool : IDisposable
{
    private readonly VulkanDevice _device;
    private DescriptorPool _handle;

    /// <param name="device">The device.</param>
    /// <param name="sets">How many sets.</param>
    /// <param name="storageBuffers">Storage buffers in all of them.</param>
    /// <param name="texelBuffers">Texel buffers.</param>
    /// <param name="sampledImages">Images that are sampled.</param>
    /// <param name="storageImages">Images that are written; not together with sampled ones.</param>
    public GpuDescriptorPool(VulkanDevice device, int sets, int storageBuffers, int texelBuffers, int sampledImages = 0, int storageImages = 0)
    {
        _device = device;
        DescriptorPoolSize* sizes = stackalloc DescriptorPoolSize[]
        {
            new DescriptorPoolSize { Type = DescriptorType.StorageBuffer, DescriptorCount = (uint)Math.Max(storageBuffers, 1) },
            new DescriptorPoolSize { Type = DescriptorType.StorageTexelBuffer, DescriptorCount = (uint)Math.Max(texelBuffers, 1) },
            new DescriptorPoolSize { Type = storageImages > 0 ? DescriptorType.StorageImage : DescriptorType.SampledImage, DescriptorCount = (uint)(sampledImages + storageImages) },
        };
        var info = new DescriptorPoolCreateInfo
        {
            SType = StructureType.DescriptorPoolCreateInfo,
            MaxSets = (uint)Math.Max(sets, 1),
            PoolSizeCount = sampledImages + storageImages > 0 ? 3u : 2,
            PPoolSizes = sizes,
        };
        FaultInjection.Before("vkCreateDescriptorPool");
        device.Api.CreateDescriptorPool(device.Handle, &info, null, out _handle).Check("vkCreateDescriptorPool");
        device.Objects.Add();
    }

    /// <summary>Allocates a set and binds buffers to it, in order: each as a range, or as a view where the layout has texels.</summary>
    public DescriptorSet Allocate(GpuPipelineLayout layout, int index, ReadOnlySpan<BufferBinding> bindings)
    {
        ImmutableArray<DescriptorType> types = layout.Bindings[index];
        DescriptorSet set = Allocate(layout.Set(index));
        DescriptorBufferInfo* infos = stackalloc DescriptorBufferInfo[bindings.Length];
        BufferView* views = stackalloc BufferView[bindings.Length];
        WriteDescriptorSet* writes = stackalloc WriteDescriptorSet[bindings.Length];
        for (int i = 0; i < bindings.Length; i++)
        {
            BufferBinding binding = bindings[i];
            bool texels = types[i] == DescriptorType.StorageTexelBuffer;
            infos[i] = new DescriptorBufferInfo { Buffer = binding.Buffer, Offset = (ulong)binding.Offset, Range = (ulong)binding.Bytes };
            views[i] = binding.View;
            writes[i] = Write(set, i, types[i]);
            writes[i].PBufferInfo = texels ? null : infos + i;
            writes[i].PTexelBufferView = texels ? views + i : null;
        }
        _device.Api.UpdateDescriptorSets(_device.Handle, (uint)bindings.Length, writes, 0, null);
        return set;
    }

    /// <summary>Allocates a set and binds images to it, in order.</summary>
    public DescriptorSet Allocate(GpuPipelineLayout layout, int index, ReadOnlySpan<VkImageView> images, ImageLayout imageLayout)
    {
        ImmutableArray<DescriptorType> types = layout.Bindings[index];
        DescriptorSet set = Allocate(layout.Set(index));
        DescriptorImageInfo* infos = stackalloc DescriptorImageInfo[images.Length];
        WriteDescriptorSet* writes = stackalloc WriteDescriptorSet[images.Length];
        for (int i = 0; i < images.Length; i++)
        {
            infos[i] = new DescriptorImageInfo { ImageView = images[i], ImageLayout = imageLayout };
            writes[i] = Write(set, i, types[i]);
            writes[i].PImageInfo = infos + i;
        }
        _device.Api.UpdateDescriptorSets(_device.Handle, (uint)images.Length, writes, 0, null);
        return set;
    }

    public void Dispose()
    {
        if (_handle.Handle == 0)
            return;
        _device.Api.DestroyDescriptorPool(_device.Handle, _handle, null);
        _device.Objects.Remove();
        _handle = default;
    }

    private static WriteDescriptorSet Write(DescriptorSet set, int binding, DescriptorType type) => new()
    {
        SType = StructureType.WriteDescriptorSet,
        DstSet = set,
        DstBinding = (uint)binding,
        DescriptorCount = 1,
        DescriptorType = type,
    };

    private DescriptorSet Allocate(DescriptorSetLayout layout)
    {
        var allocate = new DescriptorSetAllocateInfo
        {
            SType = StructureType.DescriptorSetAllocateInfo,
            DescriptorPool = _handle,
            DescriptorSetCount = 1,
            PSetLayouts = &layout,
        };
        FaultInjection.Before("vkAllocateDescriptorSets");
        _device.Api.AllocateDescriptorSets(_device.Handle, &allocate, out DescriptorSet set).Check("vkAllocateDescriptorSets");
        return set;
    }
}
