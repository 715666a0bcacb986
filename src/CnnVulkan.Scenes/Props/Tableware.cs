using System.Numerics;
using CnnVulkan.Scenes.Geometry;

namespace CnnVulkan.Scenes.Props;

/// <summary>What drinks are kept in.</summary>
internal static class Tableware
{
    public static Prop Mug()
    {
        var prop = new PropBuilder("mug");
        int glaze = prop.Paint(0.85f, 0xE8643C, 0x2F7F9A, 0xF2EDE2, 0x5A8F4A, 0x3A3F58);
        int band = prop.Paint(0.8f, 0xF7F1E3, 0xF7F1E3, 0xC8452F, 0xF2D27A, 0xE8A53A);
        int coffee = prop.Fixed(0x3B2114, 0.9f);
        prop.Add(glaze, Solids.Lathe(Outline.Open((0, 0), (0.42f, 0), (0.5f, 0.1f), (0.5f, 1.08f), (0.44f, 1.08f), (0.44f, 0.14f), (0, 0.1f)).Rounded(0.05f, 3), 36));
        prop.Add(glaze, Sweep.Along(t => 0.075f + 0.02f * MathF.Cos(t * MathF.Tau), 12, Sweep.Arc(0.46f, 0.56f, 0.37f, 0.33f, 100, -100, 22)).Scaled(1, 1, 1.15f));
        prop.Add(band, Solids.Lathe(Outline.Closed((0.45f, 0.34f), (0.506f, 0.34f), (0.506f, 0.84f), (0.45f, 0.84f)), 36));
        for (int i = 0; i < 2; i++)
            prop.Add(glaze, Bent(Badge(Star(0.17f, 0.075f), 0.014f).At(0, 0.59f, 0), 0.506f).Turned(0, i * 180 + 20, 0));
        prop.Add(coffee, Solids.Cylinder(0.448f, 0.04f, 0.004f, 32).At(0, 0.9f, 0));
        return prop.Build();
    }

    public static Prop Teapot()
    {
        var prop = new PropBuilder("teapot");
        int glaze = prop.Paint(0.9f, 0x3F8F9A, 0xF2EDE2, 0xC9453A, 0xE2A63A);
        int trim = prop.Paint(0.8f, 0xF4E7C6, 0x3A6FB0, 0xF4E7C6, 0x5A4636);
        prop.Add(glaze, Solids.Lathe(Outline.Open((0, 0), (0.36f, 0), (0.6f, 0.3f), (0.6f, 0.55f), (0.3f, 0.86f), (0, 0.86f)).Rounded(0.26f, 6), 36));
        prop.Add(trim, Solids.Lathe(30, (0.3f, 0), (0.38f, 0), (0.38f, 0.05f), (0.3f, 0.08f)), Solids.Torus(0.31f, 0.03f, 30, 8).At(0, 0.835f, 0));
        prop.Add(glaze, Solids.Lathe(Outline.Open((0.3f, 0.83f), (0.26f, 0.93f), (0.08f, 0.99f), (0, 1.0f)).Rounded(0.08f, 3), 30));
        prop.Add(trim, Solids.Sphere(0.085f, 16, 10).At(0, 1.06f, 0));
        prop.Add(glaze, Sweep.Along(t => 0.15f - 0.09f * t + 0.02f * t * t, 14, new(0.42f, 0.28f, 0), new(0.62f, 0.34f, 0), new(0.76f, 0.48f, 0), new(0.83f, 0.66f, 0), new(0.9f, 0.8f, 0), new(0.99f, 0.86f, 0)));
        prop.Add(trim, Solids.Torus(0.066f, 0.022f, 16, 6).Turned(0, 0, -48).At(0.985f, 0.857f, 0));
        prop.Add(glaze, Sweep.Along(0.06f, 12, Sweep.Arc(-0.5f, 0.5f, 0.42f, 0.28f, 70, 290, 16)).Scaled(1, 1, 1.2f));
        return prop.Build();
    }

    public static Prop Potion()
    {
        var prop = new PropBuilder("potion");
        int liquid = prop.Paint(1, 0x8A3FC0, 0x2FA84F, 0xD63A5A, 0x2F8FD0, 0xE8A02A);
        int glass = prop.Fixed(0xBFDDE6, 1, 0.35f);
        int cork = prop.Fixed(0xA9784A, 0.1f);
        int tag = prop.Fixed(0xF0E3C4, 0.1f);
        int cord = prop.Fixed(0x7B5A38, 0.1f);
        int ink = prop.Fixed(0x3A2E2A, 0.1f);
        prop.Add(liquid, Solids.Lathe(Outline.Open((0, 0), (0.4f, 0), (0.62f, 0.3f), (0.56f, 0.74f), (0.3f, 0.98f)).Rounded(0.24f, 6), 36));
        prop.Add(glass, Solids.Lathe(Outline.Open((0.36f, 0.9f), (0.18f, 1.06f), (0.17f, 1.36f), (0.23f, 1.4f), (0.23f, 1.48f), (0.12f, 1.48f)).Rounded(0.05f, 3), 28));
        prop.Add(cork, Solids.Taper(0.13f, 0.16f, 0.26f, 0.03f, 18).At(0, 1.42f, 0));
        prop.Add(cord, Solids.Torus(0.185f, 0.026f, 24, 8).At(0, 1.13f, 0), Sweep.Along(0.014f, 6, new(0.1f, 1.13f, 0.17f), new(0.15f, 1.02f, 0.36f), new(0.16f, 0.9f, 0.52f)));
        // A label bent onto the belly, and a star on it.
        prop.Add(tag, Bent(Strip(0.55f, 0.34f, 0.03f, 12), 0.605f).At(0, 0.46f, 0));
        prop.Add(ink, Bent(Badge(Star(0.11f, 0.05f), 0.02f).At(0, 0.46f, 0), 0.615f));
        return prop.Build();
    }

    /// <summary>Wraps what lies before the XY plane around an upright cylinder.</summary>
    private static Solid Bent(Solid solid, float radius) => solid.Moved(p =>
    {
        (float sine, float cosine) = MathF.SinCos(p.X / radius);
        return new Vector3(sine * (radius + p.Z), p.Y, cosine * (radius + p.Z));
    });

    /// <summary>A flat box cut lengthwise, so that it can be bent.</summary>
    private static Solid Strip(float width, float height, float depth, int steps) => Loft.Over([.. Enumerable.Range(0, steps + 1).Select(i =>
        Array.ConvertAll(Outline.Rectangle(depth, height).Points, p => new Vector3(width * ((float)i / steps - 0.5f), p.Y, p.X)))]);

    /// <summary>An outline given depth whose faces have a middle, so that they bend with what they are put on.</summary>
    private static Solid Badge(Outline outline, float depth)
    {
        Vector3[] Ring(float z) => Array.ConvertAll(outline.Points, p => new Vector3(p, z));
        return Loft.Over([[new(0, 0, -depth / 2)], Ring(-depth / 2), Ring(depth / 2), [new(0, 0, depth / 2)]]);
    }

    /// <summary>A star of five points, the first one up.</summary>
    public static Outline Star(float outer, float inner) => new(true, [.. Enumerable.Range(0, 10).Select(i =>
    {
        (float sine, float cosine) = MathF.SinCos(i * MathF.PI / 5);
        return new Vector2(sine, cosine) * (i % 2 == 0 ? outer : inner);
    })]);
}
