namespace CnnVulkan.Demo;

/// <summary>The kinds of sources a person can choose.</summary>
internal enum SourceKind
{
    /// <summary>The 3D scene that the demo draws.</summary>
    Scene,

    /// <summary>A camera of this machine.</summary>
    Camera,

    /// <summary>Picture files.</summary>
    Pictures,

    /// <summary>A video file.</summary>
    Video,

    /// <summary>A pad to draw on.</summary>
    Pad,

    /// <summary>A camera or stream at an address.</summary>
    Network,
}
