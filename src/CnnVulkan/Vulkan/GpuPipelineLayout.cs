using Silk.NET.Vulkan;

namespace CnnVulkan.Vulkan;

/// <summary>What a kernel's shader takes: storage buffers 0 to n-1 of set 0, and push constants.</summary>
internal sealed unsafe class GpuPipelineLayout : IDisposable
{
    private readonly VulkanDevice _device;
    private DescriptorSetLayout _setLayout;
    private PipelineLayout _handle;

    public GpuPipelineLayout(VulkanDevice device, int buffers, int pushBytes)
    {
        _device = device;
        Buffers = buffers;
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

    public int Buffers { get; }

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
        DescriptorSetLayoutBinding* bindings = stackalloc DescriptorSetLayoutBinding[Math.Max(Buffers, 1)];
        for (int i = 0; i < Buffers; i++)
        {
            bindings[i] = new DescriptorSetLayoutBinding
            {
                Binding = (uint)i,
                DescriptorType = DescriptorType.StorageBuffer,
                DescriptorCount = 1,
                StageFlags = ShaderStageFlags.ComputeBit,
            };
        }
        var info = new DescriptorSetLayoutCreateInfo
        {
            SType = StructureType.DescriptorSetLayoutCreateInfo,
            BindingCount = (uint)Buffers,
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
