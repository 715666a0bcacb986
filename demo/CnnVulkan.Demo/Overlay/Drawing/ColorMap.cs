namespace CnnVulkan.Demo.Overlay;

/// <summary>How numbers become colours; the numbers are those of overlay_image.frag.</summary>
internal enum ColorMap
{
    /// <summary>Black to white.</summary>
    Gray = 0,

    /// <summary>Dark violet over green to yellow: equal steps look equal (matplotlib's viridis).</summary>
    Viridis = 1,

    /// <summary>Black over violet and orange to pale yellow (matplotlib's inferno).</summary>
    Inferno = 2,

    /// <summary>Blue over dark to orange, for values on both sides of zero.</summary>
    Diverging = 3,

    /// <summary>Inferno that fades to nothing at low values, for laying over a picture.</summary>
    Heat = 4,
}
