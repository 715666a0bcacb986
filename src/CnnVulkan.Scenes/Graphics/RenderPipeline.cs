using Silk.NET.Vulkan;

namespace CnnVulkan.Scenes.Graphics;

/// <summary>A pipeline that draws: made by <see cref="GraphicsPipelineBuilder"/>.</summary>
internal sealed unsafe class RenderPipeline(GraphicsDevice device, Pipeline pipeline, PipelineLayout layout, ShaderStageFlags pushStages) : IDisposable
{
    private bool _disposed;

    public Pipeline Pipeline => pipeline;

    public PipelineLayout Layout => layout;

    public void Bind(CommandBuffer commands) => device.Vk.CmdBindPipeline(commands, PipelineBindPoint.Graphics, pipeline);

    public void BindSet(CommandBuffer commands, DescriptorSet set, int index = 0)
        => device.Vk.CmdBindDescriptorSets(commands, PipelineBindPoint.Graphics, layout, (uint)index, 1, &set, 0, null);

    /// <summary>Sets the push constants, all of them or the first ones.</summary>
    public void Push<T>(CommandBuffer commands, in T value)
        where T : unmanaged
    {
        fixed (T* bytes = &value)
            device.Vk.CmdPushConstants(commands, layout, pushStages, 0, (uint)sizeof(T), bytes);
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        device.Vk.DestroyPipeline(device.Device, pipeline, null);
        device.Vk.DestroyPipelineLayout(device.Device, layout, null);
    }
}
