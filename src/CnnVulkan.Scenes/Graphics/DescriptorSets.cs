using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Scenes.Graphics;

/// <summary>
/// Descriptor sets of one layout. A set that a frame in flight uses must not be written: use one set per <see cref="FrameContext.Slot"/>,
/// or make new sets and retire these.
/// </summary>
internal sealed unsafe class DescriptorSets : IDisposable
{
    private readonly GraphicsDevice _device;
    private readonly DescriptorLayout _layout;
    private readonly DescriptorSet[] _sets;
    private DescriptorPool _pool;

    public DescriptorSets(GraphicsDevice device, string name, DescriptorLayout layout, int count)
    {
        _device = device;
        _layout = layout;
        _sets = new DescriptorSet[count];
        try
        {
            CreatePool(name);
            DescriptorSetLayout handle = layout.Handle;
            for (int i = 0; i < count; i++)
            {
                var info = new DescriptorSetAllocateInfo
                {
                    SType = StructureType.DescriptorSetAllocateInfo,
                    DescriptorPool = _pool,
                    DescriptorSetCount = 1,
                    PSetLayouts = &handle,
                };
                DescriptorSet set;
                device.Vk.AllocateDescriptorSets(device.Device, &info, &set).Check($"vkAllocateDescriptorSets ({name})");
                _sets[i] = set;
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public int Count => _sets.Length;

    public DescriptorSet this[int index] => _sets[index];

    /// <summary>Points a binding at an image that is sampled.</summary>
    public void WriteImage(int set, int binding, GraphicsImage image, Sampler sampler)
        => Write(set, binding, new DescriptorImageInfo { ImageView = image.View, Sampler = sampler, ImageLayout = ImageLayout.ShaderReadOnlyOptimal });

    /// <summary>Points a binding at a buffer, all of it.</summary>
    public void WriteBuffer(int set, int binding, GraphicsBuffer buffer)
    {
        var info = new DescriptorBufferInfo { Buffer = buffer.Buffer, Range = Vk.WholeSize };
        var write = new WriteDescriptorSet
        {
            SType = StructureType.WriteDescriptorSet,
            DstSet = _sets[set],
            DstBinding = (uint)binding,
            DescriptorCount = 1,
            DescriptorType = _layout.Types[binding],
            PBufferInfo = &info,
        };
        _device.Vk.UpdateDescriptorSets(_device.Device, 1, &write, 0, null);
    }

    public void Dispose()
    {
        if (_pool.Handle != 0)
            _device.Vk.DestroyDescriptorPool(_device.Device, _pool, null);
        _pool = default;
    }

    private void Write(int set, int binding, DescriptorImageInfo info)
    {
        var write = new WriteDescriptorSet
        {
            SType = StructureType.WriteDescriptorSet,
            DstSet = _sets[set],
            DstBinding = (uint)binding,
            DescriptorCount = 1,
            DescriptorType = _layout.Types[binding],
            PImageInfo = &info,
        };
        _device.Vk.UpdateDescriptorSets(_device.Device, 1, &write, 0, null);
    }

    private void CreatePool(string name)
    {
        DescriptorType[] kinds = [.. _layout.Types.Distinct()];
        DescriptorPoolSize* sizes = stackalloc DescriptorPoolSize[kinds.Length];
        for (int i = 0; i < kinds.Length; i++)
            sizes[i] = new DescriptorPoolSize { Type = kinds[i], DescriptorCount = (uint)(_sets.Length * _layout.Types.Count(t => t == kinds[i])) };
        var info = new DescriptorPoolCreateInfo
        {
            SType = StructureType.DescriptorPoolCreateInfo,
            MaxSets = (uint)_sets.Length,
            PoolSizeCount = (uint)kinds.Length,
            PPoolSizes = sizes,
        };
        _device.Vk.CreateDescriptorPool(_device.Device, &info, null, out _pool).Check($"vkCreateDescriptorPool ({name})");
        _device.SetName(ObjectType.DescriptorPool, _pool.Handle, name);
    }
}
