namespace CnnVulkan.Scenes;

/// <summary>What the stage shows.</summary>
internal enum StageMode
{
    /// <summary>One prop on a turntable.</summary>
    Single,

    /// <summary>Many, scattered over the ground.</summary>
    Scattered,
}
