namespace CnnVulkan.Tuning;

/// <summary>
/// What <c>cnnvulkan tune</c> found to be faster than the operators' rules on a device of each family: a layer, as
/// <see cref="KernelChoices.LayerOf"/> names it, and its way. A row stands here only if it saved a tenth at least, twice.
/// </summary>
internal static class ShippedChoices
{
    private static readonly Dictionary<DeviceFamily, Dictionary<string, string>> Tables = [];

    private static readonly Dictionary<string, string> Empty = [];

    /// <summary>The rows of a family; none where nothing beat its rules.</summary>
    public static IReadOnlyDictionary<string, string> Of(DeviceFamily family) => Tables.TryGetValue(family, out Dictionary<string, string>? rows) ? rows : Empty;

    /// <summary>The family of a device: by its maker, a number that Khronos or the PCI group gives out.</summary>
    public static DeviceFamily FamilyOf(uint vendor) => vendor switch
    {
        0x10DE => DeviceFamily.Nvidia,
        0x1002 or 0x1022 => DeviceFamily.Amd,
        0x8086 => DeviceFamily.Intel,
        0x106B => DeviceFamily.Apple,
        0x13B5 => DeviceFamily.Arm,
        0x5143 => DeviceFamily.Qualcomm,
        0x10005 => DeviceFamily.Llvmpipe,
        0x1AE0 => DeviceFamily.SwiftShader,
        _ => DeviceFamily.Other,
    };
}
