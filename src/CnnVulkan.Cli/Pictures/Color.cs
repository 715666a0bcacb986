namespace CnnVulkan.Cli.Pictures;

/// <summary>A colour of 8 bits per channel.</summary>
internal readonly record struct Color(byte Red, byte Green, byte Blue)
{
    /// <summary>
    /// The perceptually even colour map viridis at t in [0, 1], dark blue to yellow: a polynomial fit of degree 6 per channel, within
    /// 1% of the published table.
    /// </summary>
    public static Color Viridis(float t)
    {
        t = Math.Clamp(t, 0, 1);
        return new Color(
            Channel(t, 0.27772733f, 0.10509304f, -0.33086183f, -4.6342305f, 6.2282699f, 4.776385f, -5.4354559f),
            Channel(t, 0.00540734f, 1.4046135f, 0.21484756f, -5.799101f, 14.179933f, -13.745145f, 4.6458526f),
            Channel(t, 0.33409981f, 1.3845902f, 0.09509516f, -19.332441f, 56.690553f, -65.353033f, 26.312435f));
    }

    /// <summary>Blue through white to red for t in [-1, 1]: the two ends of ColorBrewer's RdBu, with its middle steps between.</summary>
    public static Color Diverging(float t)
    {
        t = Math.Clamp(t, -1, 1);
        return t < 0
            ? Ramp(-t, new(247, 247, 247), new(146, 197, 222), new(33, 102, 172), new(5, 48, 97))
            : Ramp(t, new(247, 247, 247), new(244, 165, 130), new(178, 24, 43), new(103, 0, 31));
    }

    /// <summary>Dark red through orange to pale yellow for t in [0, 1]; never black, so that it stands out on a dimmed picture.</summary>
    public static Color Heat(float t) => Ramp(Math.Clamp(t, 0, 1), new(110, 0, 40), new(220, 40, 30), new(253, 150, 40), new(255, 245, 150));

    /// <summary>The colour between this one and another: t is the share of the other.</summary>
    public Color Blend(Color other, float t) => new(Mix(Red, other.Red, t), Mix(Green, other.Green, t), Mix(Blue, other.Blue, t));

    /// <summary>The grey as bright as this, by the weights of Rec. 601.</summary>
    public Color ToGrey()
    {
        byte level = (byte)MathF.Round(0.299f * Red + 0.587f * Green + 0.114f * Blue);
        return new Color(level, level, level);
    }

    private static Color Ramp(float t, params ReadOnlySpan<Color> stops)
    {
        float place = t * (stops.Length - 1);
        int below = Math.Min((int)place, stops.Length - 2);
        return stops[below].Blend(stops[below + 1], place - below);
    }

    private static byte Mix(byte a, byte b, float t) => (byte)Math.Clamp((int)MathF.Round(a + (b - a) * t), 0, 255);

    private static byte Channel(float t, params ReadOnlySpan<float> coefficients)
    {
        float sum = 0;
        for (int i = coefficients.Length - 1; i >= 0; i--)
            sum = sum * t + coefficients[i];
        return (byte)Math.Clamp((int)MathF.Round(sum * 255), 0, 255);
    }
}
