namespace CnnVulkan;

/// <summary>How luma and chroma make up colours.</summary>
public enum YuvStandard
{
    /// <summary>ITU-R BT.601, luma 16 to 235: webcams, and video of standard definition.</summary>
    Bt601,

    /// <summary>ITU-R BT.601, luma 0 to 255: JPEG and Motion JPEG.</summary>
    Bt601Full,

    /// <summary>ITU-R BT.709, luma 16 to 235: video of high definition.</summary>
    Bt709,

    /// <summary>ITU-R BT.709, luma 0 to 255.</summary>
    Bt709Full,
}
