using Silk.NET.Vulkan;
using Buffer = Silk.NET.Vulkan.Buffer;

namespace CnnVulkan.Vulkan;

/// <summary>Descriptor sets of storage and texel buffers, written once. They live as long as the pool.</summary>
internal sealed unsafe class GpuDescriptorPool : IDisposable
{
    private readonly VulkanDevice _device;
    private DescriptorPool _handle;

    public GpuDescriptorPool(VulkanDevice device, int sets, int storageBuffers, int texelBuffers)
    {
        _device = device;
        DescriptorPoolSize* sizes = stackalloc DescriptorPoolSize[]
        {
            new DescriptorPoolSize { Type = DescriptorType.StorageBuffer, DescriptorCount = (uint)Math.Max(storageBuffers, 1) },
            new DescriptorPoolSize { Type = DescriptorType.StorageTexelBuffer, DescriptorCount = (uint)Math.Max(texelBuffers, 1) },
        };
        var info = new DescriptorPoolCreateInfo
        {
            SType = StructureType.DescriptorPoolCreateInfo,
            MaxSets = (uint)Math.Max(sets, 1),
            PoolSizeCount = 2,
            PPoolSizes = sizes,
        };
        FaultInjection.Before("vkCreateDescriptorPool");
        device.Api.CreateDescriptorPool(device.Handle, &info, null, out _handle).Check("vkCreateDescriptorPool");
        device.Objects.Add();
    }

    /// <summary>Allocates a set and binds buffers to it, in order: each as a range, or as a view where the layout has texels.</summary>
    public DescriptorSet Allocate(GpuPipelineLayout layout, ReadOnlySpan<BufferBinding> bindings)
    {
        DescriptorSetLayout setLayout = layout.SetLayout;
        var allocate = new DescriptorSetAllocateInfo
        {
            SType = StructureType.DescriptorSetAllocateInfo,
            DescriptorPool = _handle,
            DescriptorSetCount = 1,
            PSetLayouts = &setLayout,
        };
        FaultInjection.Before("vkAllocateDescriptorSets");
        _device.Api.AllocateDescriptorSets(_device.Handle, &allocate, out DescriptorSet set).Check("vkAllocateDescriptorSets");

        DescriptorBufferInfo* infos = stackalloc DescriptorBufferInfo[bindings.Length];
        BufferView* views = stackalloc BufferView[bindings.Length];
        WriteDescriptorSet* writes = stackalloc WriteDescriptorSet[bindings.Length];
        for (int i = 0; i < bindings.Length; i++)
        {
            BufferBinding binding = bindings[i];
            bool texels = layout.Texels[i];
            infos[i] = new DescriptorBufferInfo { Buffer = binding.Buffer, Offset = (ulong)binding.Offset, Range = (ulong)binding.Bytes };
            views[i] = binding.View;
            writes[i] = new WriteDescriptorSet
            {
                SType = StructureType.WriteDescriptorSet,
                DstSet = set,
                DstBinding = (uint)i,
                DescriptorCount = 1,
                DescriptorType = texels ? DescriptorType.StorageTexelBuffer : DescriptorType.StorageBuffer,
                PBufferInfo = texels ? null : infos + i,
                PTexelBufferView = texels ? views + i : null,
            };
        }
        _device.Api.UpdateDescriptorSets(_device.Handle, (uint)bindings.Length, writes, 0, null);
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
}
