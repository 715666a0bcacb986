using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>Records what fills the only input of a plan, in place of a copy from the CPU.</summary>
internal interface IInputRecorder
{
    /// <summary>Records it, between barriers for compute shaders and copies.</summary>
    void Record(CommandBuffer commands, CommandWriter writer);
}
