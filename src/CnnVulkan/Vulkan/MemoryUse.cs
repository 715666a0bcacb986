namespace CnnVulkan.Vulkan;

/// <summary>What a buffer's memory is for; decides which of the device's memory types holds it.</summary>
internal enum MemoryUse
{
    /// <summary>Read and written by shaders. Mapped too where the device's memory is the CPU's.</summary>
    Device,

    /// <summary>Written by the CPU, read by the GPU.</summary>
    Upload,

    /// <summary>Written by the GPU, read by the CPU: cached, or reading it would take longer than the network.</summary>
    Readback,
}
