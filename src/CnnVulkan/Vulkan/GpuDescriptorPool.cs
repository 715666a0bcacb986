using Silk.NET.Vulkan;
using Buffer = Silk.NET.Vulkan.Buffer;

namespace CnnVulkan.Vulkan;

/// <summary>Descriptor sets of storage buffers, written once. They live as long as the pool.</summary>
internal sealed unsafe class GpuDescriptorPool : IDisposable
{
    private readonly VulkanDevice _device;
    private DescriptorPool _handle;

    public GpuDescriptorPool(VulkanDevice device, int sets, int buffers)
    {
        _device = device;
        var size = new DescriptorPoolSize { Type = DescriptorType.StorageBuffer, DescriptorCount = (uint)Math.Max(buffers, 1) };
        var info = new DescriptorPoolCreateInfo
        {
            SType = StructureType.DescriptorPoolCreateInfo,
            MaxSets = (uint)Math.Max(sets, 1),
            PoolSizeCount = 1,
            PPoolSizes = &size,
        };
        FaultInjection.Before("vkCreateDescriptorPool");
        device.Api.CreateDescriptorPool(device.Handle, &info, null, out _handle).Check("vkCreateDescriptorPool");
        device.Objects.Add();
    }

    /// <summary>Allocates a set and binds buffer ranges to it, in order.</summary>
    public DescriptorSet Allocate(GpuPipelineLayout layout, ReadOnlySpan<(Buffer Buffer, long Offset, long Bytes)> ranges)
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

        DescriptorBufferInfo* infos = stackalloc DescriptorBufferInfo[ranges.Length];
        WriteDescriptorSet* writes = stackalloc WriteDescriptorSet[ranges.Length];
        for (int i = 0; i < ranges.Length; i++)
        {
            infos[i] = new DescriptorBufferInfo { Buffer = ranges[i].Buffer, Offset = (ulong)ranges[i].Offset, Range = (ulong)ranges[i].Bytes };
            writes[i] = new WriteDescriptorSet
            {
                SType = StructureType.WriteDescriptorSet,
                DstSet = set,
                DstBinding = (uint)i,
                DescriptorCount = 1,
                DescriptorType = DescriptorType.StorageBuffer,
                PBufferInfo = infos + i,
            };
        }
        _device.Api.UpdateDescriptorSets(_device.Handle, (uint)ranges.Length, writes, 0, null);
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
