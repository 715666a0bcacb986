using System.Collections.Immutable;
using Silk.NET.Vulkan;

namespace CnnVulkan.Vulkan;

/// <summary>What a shader takes: in each descriptor set bindings from 0 on, and push constants.</summary>
internal sealed unsafe class GpuPipelineLayout : IDisposable
{
    private readonly VulkanDevice _device;
    private readonly DescriptorSetLayout[] _sets;
    private PipelineLayout _handle;

    /// <param name="device">The device.</param>
    /// <param name="sets">For each set the kind of each binding.</param>
    /// <param name="pushBytes">Bytes of push constants.</param>
    public GpuPipelineLayout(VulkanDevice device, ImmutableArray<ImmutableArray<DescriptorType>> sets, int pushBytes)
    {
        _device = device;
        Bindings = sets;
        _sets = new DescriptorSetLayout[sets.Length];
        try
        {
            for (int i = 0; i < _sets.Length; i++)
                _sets[i] = CreateSet(sets[i]);
            CreateLayout(pushBytes);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>For each set the kind of each binding.</summary>
    public ImmutableArray<ImmutableArray<DescriptorType>> Bindings { get; }

    public PipelineLayout Handle => _handle;

    /// <summary>The layout of a set.</summary>
    public DescriptorSetLayout Set(int index) => _sets[index];

    public void Dispose()
    {
        if (_handle.Handle != 0)
        {
            _device.Api.DestroyPipelineLayout(_device.Handle, _handle, null);
            _device.Objects.Remove();
            _handle = default;
        }
        for (int i = 0; i < _sets.Length; i++)
        {
            if (_sets[i].Handle == 0)
                continue;
            _device.Api.DestroyDescriptorSetLayout(_device.Handle, _sets[i], null);
            _device.Objects.Remove();
            _sets[i] = default;
        }
    }

    private DescriptorSetLayout CreateSet(ImmutableArray<DescriptorType> types)
    {
        DescriptorSetLayoutBinding* bindings = stackalloc DescriptorSetLayoutBinding[Math.Max(types.Length, 1)];
        for (int i = 0; i < types.Length; i++)
        {
            bindings[i] = new DescriptorSetLayoutBinding
            {
                Binding = (uint)i,
                DescriptorType = types[i],
                DescriptorCount = 1,
                StageFlags = ShaderStageFlags.ComputeBit,
            };
        }
        var info = new DescriptorSetLayoutCreateInfo
        {
            SType = StructureType.DescriptorSetLayoutCreateInfo,
            BindingCount = (uint)types.Length,
            PBindings = bindings,
        };
        FaultInjection.Before("vkCreateDescriptorSetLayout");
        _device.Api.CreateDescriptorSetLayout(_device.Handle, &info, null, out DescriptorSetLayout set).Check("vkCreateDescriptorSetLayout");
        _device.Objects.Add();
        return set;
    }

    private void CreateLayout(int pushBytes)
    {
        fixed (DescriptorSetLayout* sets = _sets)
        {
            var push = new PushConstantRange { StageFlags = ShaderStageFlags.ComputeBit, Size = (uint)pushBytes };
            var info = new PipelineLayoutCreateInfo
            {
                SType = StructureType.PipelineLayoutCreateInfo,
                SetLayoutCount = (uint)_sets.Length,
                PSetLayouts = sets,
                PushConstantRangeCount = pushBytes > 0 ? 1u : 0u,
                PPushConstantRanges = &push,
            };
            FaultInjection.Before("vkCreatePipelineLayout");
            _device.Api.CreatePipelineLayout(_device.Handle, &info, null, out _handle).Check("vkCreatePipelineLayout");
            _device.Objects.Add();
        }
    }
}
