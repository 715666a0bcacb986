using System.Collections.Immutable;

namespace CnnVulkan;

/// <summary>What <see cref="VisionDevice.SelfCheck"/> found.</summary>
public sealed record SelfCheckReport
{
    /// <summary>The device.</summary>
    public string Device { get; init; } = "";

    /// <summary>Its driver's name and version.</summary>
    public string Driver { get; init; } = "";

    /// <summary>Everything that was run.</summary>
    public ImmutableArray<KernelCheck> Checks { get; init; } = [];

    /// <summary>The kernels that nothing is planned with from now on; empty where all is right.</summary>
    public ImmutableArray<KernelFault> Faults { get; init; } = [];

    /// <summary>How long it took, as the caller saw it.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Whether everything computed what it should.</summary>
    public bool IsRight => Faults.IsEmpty;
}
