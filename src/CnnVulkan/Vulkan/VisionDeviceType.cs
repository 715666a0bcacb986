namespace CnnVulkan;

/// <summary>What kind of device runs the shaders.</summary>
public enum VisionDeviceType
{
    /// <summary>None of the others.</summary>
    Other,

    /// <summary>A GPU that shares the CPU's memory.</summary>
    IntegratedGpu,

    /// <summary>A GPU with memory of its own.</summary>
    DiscreteGpu,

    /// <summary>A GPU seen through virtualisation.</summary>
    VirtualGpu,

    /// <summary>A driver that runs shaders on the CPU, such as lavapipe.</summary>
    Cpu,
}
