using System.Numerics;

namespace CnnVulkan.Demo.Overlay;

/// <summary>The colour maps of overlay_image.frag once more, for the legends beside what it draws.</summary>
internal static class ColorMaps
{
    private static readonly Vector3 Dark = new(0.06f, 0.07f, 0.09f), Blue = new(0.30f, 0.62f, 0.98f), Orange = new(1.00f, 0.62f, 0.24f);

    private static readonly Vector3[] Viridis =
    [
        new(0.27773f, 0.00541f, 0.33410f), new(0.10509f, 1.40461f, 1.38459f), new(-0.33086f, 0.21485f, 0.09510f),
        new(-4.63423f, -5.79910f, -19.33244f), new(6.22827f, 14.17993f, 56.69055f), new(4.77638f, -13.74515f, -65.35303f),
        new(-5.43546f, 4.64585f, 26.31244f),
    ];

    private static readonly Vector3[] Inferno =
    [
        new(0.00022f, 0.00165f, -0.01948f), new(0.10651f, 0.56396f, 3.93271f), new(11.60249f, -3.97285f, -15.94239f),
        new(-41.70400f, 17.43640f, 44.35415f), new(77.16294f, -33.40236f, -81.80731f), new(-71.31943f, 32.62606f, 73.20952f),
        new(25.13113f, -12.24267f, -23.07033f),
    ];

    /// <summary>The colour of a value from 0 to 1.</summary>
    public static Rgba Sample(ColorMap map, float t)
    {
        t = Math.Clamp(t, 0, 1);
        return map switch
        {
            ColorMap.Viridis => Color(Polynomial(Viridis, t)),
            ColorMap.Inferno => Color(Polynomial(Inferno, t)),
            ColorMap.Diverging => Color(Vector3.Lerp(Dark, t < 0.5f ? Blue : Orange, MathF.Abs(t - 0.5f) * 2)),
            ColorMap.Heat => Color(Polynomial(Inferno, 0.15f + 0.85f * t)).Fade(0.75f * Smooth((t - 0.15f) / 0.60f)),
            _ => Color(new Vector3(t)),
        };
    }

    private static float Smooth(float t)
    {
        t = Math.Clamp(t, 0, 1);
        return t * t * (3 - 2 * t);
    }

    private static Vector3 Polynomial(Vector3[] factors, float t)
    {
        Vector3 sum = factors[^1];
        for (int i = factors.Length - 2; i >= 0; i--)
            sum = sum * t + factors[i];
        return sum;
    }

    private static Rgba Color(Vector3 c)
    {
        c = Vector3.Clamp(c, Vector3.Zero, Vector3.One) * 255;
        return new((byte)MathF.Round(c.X), (byte)MathF.Round(c.Y), (byte)MathF.Round(c.Z));
    }
}
