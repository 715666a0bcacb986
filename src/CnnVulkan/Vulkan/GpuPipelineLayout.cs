using System.Collections.Immutable;
using Silk.NET.Vulkan;

namespace CnnVulkan.Vulkan;

/// <summary>What a kernel's shader takes: buffers 0 to n-1 of set 0, and push constants.</summary>
internal sealed unsafe class GpuPipelineLayout : IDisposable
{
    private readonly VulkanDevice _device;
    private DescriptorSetLayout _setLayout;
    private PipelineLayout _handle;

    /// <param name="device">The device.</param>
    /// <param name="texels">For each buffer, whether it is a texel buffer; else it is a storage buffer.</param>
    /// <param name="pushBytes">Bytes of push constants.</param>
    public GpuPipelineLayout(VulkanDevice device, ImmutableArray<bool> texels, int pushBytes)
    {
        _device = device;
        Texels = texels;
        try
        {
            CreateSetLayout();
            CreateLayout(pushBytes);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public ImmutableArray<bool> Texels { get; }

    public DescriptorSetLayout SetLayout => _setLayout;

    public PipelineLayout Handle => _handle;

    public void Dispose()
    {
        if (_handle.Handle != 0)
        {
            _device.Api.DestroyPipelineLayout(_device.Handle, _handle, null);
            _device.Objects.Remove();
            _handle = default;
        }
        if (_setLayout.Handle != 0)
        {
            _device.Api.DestroyDescriptorSetLayout(_device.Handle, _setLayout, null);
            _device.Objects.Remove();
            _setLayout = default;
        }
    }

    private void CreateSetLayout()
    {
        DescriptorSetLayoutBinding* bindings = stackalloc DescriptorSetLayoutBinding[Math.Max(Texels.Length, 1)];
        for (int i = 0; i < Texels.Length; i++)
        {
            bindings[i] = new DescriptorSetLayoutBinding
            {
                Binding = (uint)i,
                DescriptorType = Texels[i] ? DescriptorType.StorageTexelBuffer : DescriptorType.StorageBuffer,
                DescriptorCount = 1,
                StageFlags = ShaderStageFlags.ComputeBit,
            };
        }
        var info = new DescriptorSetLayoutCreateInfo
        {
            SType = StructureType.DescriptorSetLayoutCreateInfo,
            BindingCount = (uint)Texels.Length,
            PBindings = bindings,
        };
        FaultInjection.Before("vkCreateDescriptorSetLayout");
        _device.Api.CreateDescriptorSetLayout(_device.Handle, &info, null, out _setLayout).Check("vkCreateDescriptorSetLayout");
        _device.Objects.Add();
    }

    private void CreateLayout(int pushBytes)
    {
        DescriptorSetLayout set = _setLayout;
        var push = new PushConstantRange { StageFlags = ShaderStageFlags.ComputeBit, Size = (uint)pushBytes };
        var info = new PipelineLayoutCreateInfo
        {
            SType = StructureType.PipelineLayoutCreateInfo,
            SetLayoutCount = 1,
            PSetLayouts = &set,
            PushConstantRangeCount = pushBytes > 0 ? 1u : 0u,
            PPushConstantRanges = &push,
        };
        FaultInjection.Before("vkCreatePipelineLayout");
        _device.Api.CreatePipelineLayout(_device.Handle, &info, null, out _handle).Check("vkCreatePipelineLayout");
        _device.Objects.Add();
    }
}
