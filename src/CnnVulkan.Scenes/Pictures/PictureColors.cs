using System.Numerics;
using CnnVulkan.Scenes.Props;

namespace CnnVulkan.Scenes.Pictures;

/// <summary>Random colours of things, light and surroundings.</summary>
internal static class PictureColors
{
    private const float Degree = MathF.PI / 180;

    private const float ChanceOfNewColours = 0.5f;
    private const float ChanceOfPlainGround = 0.5f;
    /// <summary>Under a darker sky nothing would be seen; the light it gives is raised to that, within reason.</summary>
    private const float LeastSkylight = 0.45f, MostAmbient = 5;

    private const float ChanceOfNaturalGround = 0.55f;

    /// <summary>Sky near the horizon, sky above, ground, and the ground's second colour.</summary>
    private static readonly uint[][] Natural =
    [
        [0xC4DAE6, 0x5F9BD0, 0xD8D0C2, 0xC2B7A4], [0xDDE8EE, 0x8FB7DD, 0x7FA65A, 0x6B9449], [0xF2D9BF, 0x7F9FC9, 0xCDA97B, 0xB98F5F],
        [0xD9DEE3, 0xA9B4C0, 0x9AA0A6, 0x868C93], [0xEFF3F6, 0xB5CCE0, 0xE6EBEF, 0xD3DCE4], [0xE9C9B5, 0x6A6FA8, 0x8A7A6B, 0x776858],
        [0xF1EDE6, 0xD9D2C7, 0xA9784F, 0x8F6240], [0xBFD3D0, 0x4F7F8A, 0x4F5F58, 0x44524C], [0x39424E, 0x1B2230, 0x4A4F57, 0x3F444B],
    ];

    /// <summary>The prop in one of its colourways; half of the time its paint turned to other hues; always a little brighter or darker.</summary>
    public static (Palette Palette, int Colourway, bool Recoloured) Of(Prop prop, SeededRandom random)
    {
        int colourway = random.Below(prop.Colourways);
        bool recoloured = random.Chance(ChanceOfNewColours);
        float turn = random.Between(-0.5f, 0.5f);
        var palette = new Palette(prop, colourway, (material, color) =>
        {
            float brightness = random.Between(0.8f, 1.2f);
            Vector3 changed = recoloured && material.IsPaint ? LinearColor.HueTurned(color, turn + random.Between(-0.06f, 0.06f)) : color;
            return Vector3.Clamp(changed * brightness, Vector3.Zero, Vector3.One);
        });
        return (palette, colourway, recoloured);
    }

    /// <summary>The light, and where its sun is in degrees.</summary>
    public static (SceneLight Light, float SunYaw, float SunPitch, float Strength) Light(SeededRandom random)
    {
        float yaw = random.Between(0, 360), pitch = random.Between(28, 80), strength = random.Between(0.7f, 2.6f), warmth = random.Between(-0.18f, 0.25f);
        (float sine, float cosine) = MathF.SinCos(pitch * Degree);
        Vector3[] colors = random.Chance(ChanceOfNaturalGround) ? Array.ConvertAll(random.Pick(Natural), LinearColor.FromSrgb) : AnyColors(random);
        var light = new SceneLight
        {
            SunDirection = new Vector3(MathF.Sin(yaw * Degree) * cosine, sine, MathF.Cos(yaw * Degree) * cosine),
            Sun = strength * new Vector3(1 + warmth, 1, 1 - warmth),
            Horizon = colors[0],
            Zenith = colors[1],
            Ground = colors[2],
            GroundAlternate = colors[3],
            Pattern = random.Chance(ChanceOfPlainGround) ? GroundPattern.Plain : (GroundPattern)(1 + random.Below(3)),
            PatternScale = random.Between(0.5f, 2.2f),
            Ambient = Math.Max(random.Between(0.6f, 1.1f) + 0.35f * Math.Max(0, 1.6f - strength), Math.Min(LeastSkylight / Brightness(colors[0] + colors[1]), MostAmbient)),
            Exposure = random.Between(0.8f, 1.15f),
            FadeDistance = random.Between(1.6f, 5),
        };
        return (light, yaw, pitch, strength);
    }

    private static float Brightness(Vector3 color) => Vector3.Dot(color, new Vector3(0.2126f, 0.7152f, 0.0722f));

    private static Vector3[] AnyColors(SeededRandom random)
    {
        float hue = random.Unit(), other = random.Unit();
        float saturation = random.Between(0, 0.6f), value = random.Between(0.35f, 0.95f), grey = random.Between(0, 0.5f), light = random.Between(0.3f, 0.95f);
        return
        [
            LinearColor.FromHsv(hue, saturation * 0.6f, Math.Min(1, value + 0.1f)), LinearColor.FromHsv((hue + random.Between(-0.08f, 0.08f) + 1) % 1, saturation, value),
            LinearColor.FromHsv(other, grey, light), LinearColor.FromHsv((other + random.Between(-0.15f, 0.15f) + 1) % 1, grey, light * random.Between(0.6f, 0.9f)),
        ];
    }
}
