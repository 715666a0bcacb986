using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Scenes.Graphics;

/// <summary>What a shader's descriptor set holds, binding by binding from 0.</summary>
internal sealed unsafe class DescriptorLayout : IDisposable
{
    private readonly GraphicsDevice _device;

    public DescriptorLayout(GraphicsDevice device, string name, ShaderStageFlags stages, params DescriptorType[] types)
    {
        _device = device;
        Types = types;
        DescriptorSetLayoutBinding* bindings = stackalloc DescriptorSetLayoutBinding[types.Length];
        for (int i = 0; i < types.Length; i++)
            bindings[i] = new DescriptorSetLayoutBinding { Binding = (uint)i, DescriptorType = types[i], DescriptorCount = 1, StageFlags = stages };
        var info = new DescriptorSetLayoutCreateInfo
        {
            SType = StructureType.DescriptorSetLayoutCreateInfo,
            BindingCount = (uint)types.Length,
            PBindings = bindings,
        };
        device.Vk.CreateDescriptorSetLayout(device.Device, &info, null, out DescriptorSetLayout handle).Check($"vkCreateDescriptorSetLayout ({name})");
        Handle = handle;
        device.SetName(ObjectType.DescriptorSetLayout, handle.Handle, name);
    }

    public DescriptorSetLayout Handle { get; private set; }

    public IReadOnlyList<DescriptorType> Types { get; }

    public void Dispose()
    {
        if (Handle.Handle != 0)
            _device.Vk.DestroyDescriptorSetLayout(_device.Device, Handle, null);
        Handle = default;
    }
}
