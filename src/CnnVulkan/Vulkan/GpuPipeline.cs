using System.Collections.Immutable;
using Silk.NET.Core.Native;
using Silk.NET.Vulkan;

namespace CnnVulkan.Vulkan;

/// <summary>A compute shader, specialised and compiled by the driver.</summary>
internal sealed unsafe class GpuPipeline : IDisposable
{
    private readonly VulkanDevice _device;
    private Pipeline _handle;

    /// <param name="device">The device.</param>
    /// <param name="layout">What the shader takes; outlives this.</param>
    /// <param name="cache">The driver's cache.</param>
    /// <param name="code">SPIR-V.</param>
    /// <param name="specialization">Values of the specialisation constants by id, 32 bits each.</param>
    /// <param name="name">The debug name.</param>
    public GpuPipeline(
        VulkanDevice device, GpuPipelineLayout layout, PipelineCache cache, byte[] code, ImmutableArray<(uint Id, uint Value)> specialization, string name)
    {
        _device = device;
        Layout = layout;
        ShaderModule module = CreateModule(code, name);
        nint entry = SilkMarshal.StringToPtr("main");
        try
        {
            SpecializationMapEntry* entries = stackalloc SpecializationMapEntry[specialization.Length + 1];
            uint* values = stackalloc uint[specialization.Length + 1];
            for (int i = 0; i < specialization.Length; i++)
            {
                entries[i] = new SpecializationMapEntry { ConstantID = specialization[i].Id, Offset = (uint)i * 4, Size = 4 };
                values[i] = specialization[i].Value;
            }
            var constants = new SpecializationInfo
            {
                MapEntryCount = (uint)specialization.Length,
                PMapEntries = entries,
                DataSize = (nuint)specialization.Length * 4,
                PData = values,
            };
            var info = new ComputePipelineCreateInfo
            {
                SType = StructureType.ComputePipelineCreateInfo,
                // Any dispatch may be cut into bands.
                Flags = PipelineCreateFlags.CreateDispatchBase,
                Layout = layout.Handle,
                Stage = new PipelineShaderStageCreateInfo
                {
                    SType = StructureType.PipelineShaderStageCreateInfo,
                    Stage = ShaderStageFlags.ComputeBit,
                    Module = module,
                    PName = (byte*)entry,
                    PSpecializationInfo = &constants,
                },
            };
            Pipeline pipeline;
            FaultInjection.Before("vkCreateComputePipelines");
            device.Api.CreateComputePipelines(device.Handle, cache, 1, &info, null, &pipeline).Check($"vkCreateComputePipelines ({name})");
            _handle = pipeline;
            device.Objects.Add();
        }
        finally
        {
            SilkMarshal.Free(entry);
            device.Api.DestroyShaderModule(device.Handle, module, null);
            device.Objects.Remove();
        }
        device.SetName(ObjectType.Pipeline, _handle.Handle, name);
    }

    public GpuPipelineLayout Layout { get; }

    public Pipeline Handle => _handle;

    /// <summary>Whether it was dispatched before, so that the driver has nothing left to prepare.</summary>
    public bool HasRun { get; set; }

    public void Dispose()
    {
        if (_handle.Handle == 0)
            return;
        _device.Api.DestroyPipeline(_device.Handle, _handle, null);
        _device.Objects.Remove();
        _handle = default;
    }

    private ShaderModule CreateModule(byte[] code, string name)
    {
        fixed (byte* start = code)
        {
            var info = new ShaderModuleCreateInfo
            {
                SType = StructureType.ShaderModuleCreateInfo,
                CodeSize = (nuint)code.Length,
                PCode = (uint*)start,
            };
            FaultInjection.Before("vkCreateShaderModule");
            _device.Api.CreateShaderModule(_device.Handle, &info, null, out ShaderModule module).Check($"vkCreateShaderModule ({name})");
            _device.Objects.Add();
            return module;
        }
    }
}
