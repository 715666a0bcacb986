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

    private static byte Channel(float t, params ReadOnlySpan<float> coefficients)
    {
        float sum = 0;
        for (int i = coefficients.Length - 1; i >= 0; i--)
            sum = sum * t + coefficients[i];
        return (byte)Math.Clamp((int)MathF.Round(sum * 255), 0, 255);
    }
}
