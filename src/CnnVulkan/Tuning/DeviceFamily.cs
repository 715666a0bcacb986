namespace CnnVulkan.Tuning;

/// <summary>Devices that like the same: what <see cref="ShippedChoices"/> tells apart.</summary>
internal enum DeviceFamily
{
    /// <summary>None of the others.</summary>
    Other,

    Nvidia,

    Amd,

    Intel,

    Apple,

    Arm,

    Qualcomm,

    /// <summary>Mesa's CPU driver, lavapipe.</summary>
    Llvmpipe,

    /// <summary>Google's CPU driver.</summary>
    SwiftShader,
}
