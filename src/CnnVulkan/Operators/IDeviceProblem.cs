namespace CnnVulkan.Operators;

/// <summary>A problem that algorithms compute on a device.</summary>
internal interface IDeviceProblem
{
    /// <summary>What it is computed on.</summary>
    DeviceProfile Device { get; }

    /// <summary>How its elements are stored and lie, as faults of a device tell them apart: <c>f16_nc4hw</c>.</summary>
    string Variant { get; }
}
