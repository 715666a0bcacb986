using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Scenes.Graphics;

/// <summary>Creates the layouts of pipelines: descriptor sets from 0 on, and one range of push constants from offset 0.</summary>
internal static unsafe class PipelineLayouts
{
    public static PipelineLayout Create(GraphicsDevice device, string name, IReadOnlyList<DescriptorLayout> sets, ShaderStageFlags pushStages, int pushBytes)
    {
        DescriptorSetLayout* handles = stackalloc DescriptorSetLayout[Math.Max(1, sets.Count)];
        for (int i = 0; i < sets.Count; i++)
            handles[i] = sets[i].Handle;
        var push = new PushConstantRange { StageFlags = pushStages, Size = (uint)pushBytes };
        var info = new PipelineLayoutCreateInfo
        {
            SType = StructureType.PipelineLayoutCreateInfo,
            SetLayoutCount = (uint)sets.Count,
            PSetLayouts = handles,
            PushConstantRangeCount = pushBytes > 0 ? 1u : 0,
            PPushConstantRanges = &push,
        };
        device.Vk.CreatePipelineLayout(device.Device, &info, null, out PipelineLayout layout).Check($"vkCreatePipelineLayout ({name})");
        device.SetName(ObjectType.PipelineLayout, layout.Handle, name);
        return layout;
    }
}
