namespace CnnVulkan.Scenes.Rendering;

/// <summary>How much work a picture of the stage may be.</summary>
internal enum SceneQuality
{
    /// <summary>4 samples per pixel where the device has them, soft shadows.</summary>
    Full,

    /// <summary>1 sample per pixel, crisp shadows: about half the work, for devices that draw with the CPU.</summary>
    Fast,
}
