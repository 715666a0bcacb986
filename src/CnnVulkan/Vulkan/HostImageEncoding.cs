namespace CnnVulkan;

/// <summary>What the numbers of a <see cref="HostImage"/> mean. Networks are trained on sRGB-encoded pictures.</summary>
public enum HostImageEncoding
{
    /// <summary>Floating-point formats hold linear light, which is encoded; all others hold, or decode from, encoded values, which are taken as they are.</summary>
    Automatic,

    /// <summary>Encoded values: taken as they are.</summary>
    Encoded,

    /// <summary>Linear light: clamped to 0 to 1 and encoded as sRGB.</summary>
    Linear,
}
