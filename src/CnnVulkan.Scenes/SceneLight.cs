using System.Numerics;

namespace CnnVulkan.Scenes;

/// <summary>The light and what stands around the stage. All colours are linear.</summary>
internal sealed record SceneLight
{
    /// <summary>Towards the sun, of unit length.</summary>
    public Vector3 SunDirection { get; init; } = Vector3.Normalize(new Vector3(-0.55f, 0.85f, 0.5f));

    public Vector3 Sun { get; init; } = new(2.05f, 1.93f, 1.72f);

    public Vector3 Zenith { get; init; } = LinearColor.FromSrgb(0x5F9BD0);

    public Vector3 Horizon { get; init; } = LinearColor.FromSrgb(0xC4DAE6);

    public Vector3 Ground { get; init; } = LinearColor.FromSrgb(0xD8D0C2);

    /// <summary>The second colour of the ground's pattern.</summary>
    public Vector3 GroundAlternate { get; init; } = LinearColor.FromSrgb(0xC2B7A4);

    public GroundPattern Pattern { get; init; } = GroundPattern.Plain;

    /// <summary>How many times the pattern repeats over one unit.</summary>
    public float PatternScale { get; init; } = 1;

    /// <summary>How bright the sky's light is against the sun's.</summary>
    public float Ambient { get; init; } = 0.85f;

    public float Exposure { get; init; } = 1;

    /// <summary>Where the ground has become horizon, in times the distance between the camera and what it looks at.</summary>
    public float FadeDistance { get; init; } = 2.8f;
}
