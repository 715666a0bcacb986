using CnnVulkan.Scenes.Graphics;
using CnnVulkan.Vulkan;
using Silk.NET.Core.Native;
using Silk.NET.Vulkan;

namespace CnnVulkan.Demo.Graphics;

/// <summary>A pipeline of one compute shader of shaders/demo.</summary>
internal sealed unsafe class ComputePipeline : IDisposable
{
    private readonly GraphicsDevice _device;
    private Pipeline _pipeline;

    /// <param name="device">The device.</param>
    /// <param name="shader">The shader's file: <c>NAME.comp</c>.</param>
    /// <param name="sets">Its descriptor sets, from 0.</param>
    /// <param name="pushBytes">The bytes of its push constants.</param>
    /// <param name="variant">The variant, where the shader lists any.</param>
    public ComputePipeline(GraphicsDevice device, string shader, IReadOnlyList<DescriptorLayout> sets, int pushBytes, string variant = "f32")
    {
        _device = device;
        string name = variant == "f32" ? shader : $"{shader} {variant}";
        Layout = PipelineLayouts.Create(device, name, sets, ShaderStageFlags.ComputeBit, pushBytes);
        nint main = SilkMarshal.StringToPtr("main");
        try
        {
            var info = new ComputePipelineCreateInfo
            {
                SType = StructureType.ComputePipelineCreateInfo,
                Layout = Layout,
                Stage = new PipelineShaderStageCreateInfo
                {
                    SType = StructureType.PipelineShaderStageCreateInfo,
                    Stage = ShaderStageFlags.ComputeBit,
                    Module = ShaderModules.Load(device, shader, variant),
                    PName = (byte*)main,
                },
            };
            Pipeline pipeline;
            device.Vk.CreateComputePipelines(device.Device, default, 1, &info, null, &pipeline).Check($"vkCreateComputePipelines ({name})");
            _pipeline = pipeline;
            device.SetName(ObjectType.Pipeline, pipeline.Handle, name);
        }
        catch
        {
            Dispose();
            throw;
        }
        finally
        {
            SilkMarshal.Free(main);
        }
    }

    public PipelineLayout Layout { get; private set; }

    public void Bind(CommandBuffer commands) => _device.Vk.CmdBindPipeline(commands, PipelineBindPoint.Compute, _pipeline);

    public void BindSet(CommandBuffer commands, DescriptorSet set, int index = 0)
        => _device.Vk.CmdBindDescriptorSets(commands, PipelineBindPoint.Compute, Layout, (uint)index, 1, &set, 0, null);

    public void Push<T>(CommandBuffer commands, in T value)
        where T : unmanaged
    {
        fixed (T* bytes = &value)
            _device.Vk.CmdPushConstants(commands, Layout, ShaderStageFlags.ComputeBit, 0, (uint)sizeof(T), bytes);
    }

    /// <summary>Runs enough workgroups for so many invocations in each direction.</summary>
    public void Dispatch(CommandBuffer commands, int x, int y, int groupX, int groupY)
        => _device.Vk.CmdDispatch(commands, (uint)((x + groupX - 1) / groupX), (uint)((y + groupY - 1) / groupY), 1);

    public void Dispose()
    {
        if (_pipeline.Handle != 0)
            _device.Vk.DestroyPipeline(_device.Device, _pipeline, null);
        if (Layout.Handle != 0)
            _device.Vk.DestroyPipelineLayout(_device.Device, Layout, null);
        _pipeline = default;
        Layout = default;
    }
}
