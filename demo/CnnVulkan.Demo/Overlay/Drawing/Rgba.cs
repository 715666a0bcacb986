namespace CnnVulkan.Demo.Overlay;

/// <summary>A colour as the screen stores it: sRGB, 8 bits a channel, alpha not multiplied in.</summary>
internal readonly record struct Rgba(byte R, byte G, byte B, byte A = 255)
{
    /// <summary>The colour of a number 0xRRGGBB.</summary>
    public static Rgba Hex(uint rgb, float opacity = 1) =>
        new((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb, (byte)MathF.Round(opacity * 255));

    /// <summary>The four bytes as the shader unpacks them: red lowest.</summary>
    public uint Packed => R | (uint)G << 8 | (uint)B << 16 | (uint)A << 24;

    /// <summary>The same colour, as opaque as given: 0 to 1.</summary>
    public Rgba Fade(float opacity) => this with { A = (byte)MathF.Round(Math.Clamp(A * opacity, 0, 255)) };

    public static Rgba Mix(Rgba from, Rgba to, float amount)
    {
        byte One(byte a, byte b) => (byte)MathF.Round(a + (b - a) * amount);
        return new(One(from.R, to.R), One(from.G, to.G), One(from.B, to.B), One(from.A, to.A));
    }

    /// <summary>This colour laid over another.</summary>
    public Rgba Over(Rgba below) => Mix(below with { A = 255 }, this with { A = 255 }, A / 255f);

    /// <summary>Relative luminance, 0 to 1 (WCAG 2.1, definitions).</summary>
    public float Luminance
    {
        get
        {
            static float Linear(byte channel)
            {
                float c = channel / 255f;
                return c <= 0.04045f ? c / 12.92f : MathF.Pow((c + 0.055f) / 1.055f, 2.4f);
            }
            return 0.2126f * Linear(R) + 0.7152f * Linear(G) + 0.0722f * Linear(B);
        }
    }

    /// <summary>Contrast ratio of two opaque colours, 1 to 21 (WCAG 2.1, 1.4.3).</summary>
    public static float Contrast(Rgba a, Rgba b)
    {
        float high = MathF.Max(a.Luminance, b.Luminance), low = MathF.Min(a.Luminance, b.Luminance);
        return (high + 0.05f) / (low + 0.05f);
    }
}
