using System.Numerics;

namespace CnnVulkan.Scenes;

/// <summary>Colours as amounts of light, for sums of light are sums of these and not of the bytes of a picture.</summary>
internal static class LinearColor
{
    /// <summary>From 0xRRGGBB as pictures hold it.</summary>
    public static Vector3 FromSrgb(uint color) => new(Decode(color >> 16 & 255), Decode(color >> 8 & 255), Decode(color & 255));

    /// <summary>From hue (0 to 1), saturation and value in sRGB.</summary>
    public static Vector3 FromHsv(float hue, float saturation, float value)
    {
        float Channel(float offset)
        {
            float k = (offset + hue * 6) % 6;
            return Decode(255 * value * (1 - saturation * Math.Clamp(Math.Min(k, 4 - k), 0, 1)));
        }
        return new Vector3(Channel(5), Channel(3), Channel(1));
    }

    /// <summary>Turned around the grey axis by parts of a full turn; grey stays grey.</summary>
    public static Vector3 HueTurned(Vector3 color, float turn)
    {
        var axis = Vector3.Normalize(Vector3.One);
        Vector3 turned = Vector3.Transform(color, Matrix4x4.CreateFromAxisAngle(axis, turn * MathF.Tau));
        return Vector3.Clamp(turned, Vector3.Zero, Vector3.One);
    }

    private static float Decode(float value)
    {
        float v = value / 255;
        return v <= 0.04045f ? v / 12.92f : MathF.Pow((v + 0.055f) / 1.055f, 2.4f);
    }
}
