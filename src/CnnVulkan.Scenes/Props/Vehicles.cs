using System.Numerics;
using CnnVulkan.Scenes.Geometry;

namespace CnnVulkan.Scenes.Props;

/// <summary>What carries people.</summary>
internal static class Vehicles
{
    public static Prop Car()
    {
        var prop = new PropBuilder("car");
        int paint = prop.Paint(0.8f, 0xD8382E, 0x2F74C0, 0xF2B632, 0x2FA08A, 0xEDEDED);
        int glass = prop.Fixed(0x28384A, 1, 0.3f);
        int rubber = prop.Fixed(0x1E1E22, 0.15f);
        int chrome = prop.Fixed(0xC9CDD2, 0.9f, 0.8f);
        int dark = prop.Fixed(0x2B2B30, 0.2f);
        int light = prop.Fixed(0xFFF3CF, 0.8f, 0, 0.35f);
        int red = prop.Fixed(0xC4161A, 0.7f, 0, 0.25f);
        prop.Add(dark, Solids.Box(1.8f, 0.14f, 0.8f, 0.04f).At(0, 0.26f, 0));
        prop.Add(paint, Solids.Extrude(Outline.Closed((-1.02f, 0.26f), (1.0f, 0.26f), (1.06f, 0.36f), (1.03f, 0.55f), (0.9f, 0.62f), (0.35f, 0.69f), (-0.9f, 0.7f), (-1.05f, 0.6f)).Rounded(0.09f, 3), 0.92f, 0.06f));
        // The cabin: glass all around under a painted roof, held by posts.
        Vector3[] Ring(float back, float front, float half, float y)
            => Array.ConvertAll(Outline.Rectangle(front - back, 2 * half).Rounded(0.1f, 3).Points, p => new Vector3(p.X + (front + back) / 2, y, p.Y));
        prop.Add(glass, Loft.Over([Ring(-0.84f, 0.46f, 0.41f, 0.66f), Ring(-0.62f, 0.16f, 0.33f, 1.02f)]));
        prop.Add(paint, Loft.Over([Ring(-0.645f, 0.19f, 0.345f, 0.99f), Ring(-0.62f, 0.15f, 0.335f, 1.045f), Ring(-0.55f, 0.08f, 0.28f, 1.07f)]));
        foreach (float side in new[] { -1f, 1f })
        {
            prop.Add(paint, Post(new(-0.2f, 0.66f, side * 0.415f), new(-0.22f, 1.02f, side * 0.332f)), Post(new(0.425f, 0.66f, side * 0.385f), new(0.14f, 1.02f, side * 0.31f)), Post(new(-0.81f, 0.66f, side * 0.385f), new(-0.6f, 1.02f, side * 0.31f)));
            prop.Add(light, Solids.Sphere(0.095f, 14, 8).Scaled(0.4f, 1, 1).At(1.03f, 0.5f, side * 0.3f));
            prop.Add(red, Solids.Box(0.06f, 0.1f, 0.18f, 0.02f).At(-1.035f, 0.55f, side * 0.3f));
            prop.Add(chrome, Solids.Box(0.12f, 0.03f, 0.03f, 0.01f).At(-0.38f, 0.62f, side * 0.46f));
            prop.Add(paint, Solids.Box(0.08f, 0.09f, 0.12f, 0.02f).At(0.34f, 0.76f, side * 0.46f));
            foreach (float x in new[] { -0.6f, 0.62f })
            {
                prop.Add(rubber, Solids.Lathe(24, (0.12f, -0.09f), (0.22f, -0.09f), (0.25f, -0.06f), (0.25f, 0.06f), (0.22f, 0.09f), (0.12f, 0.09f)).Turned(90, 0, 0).At(x, 0.25f, side * 0.42f));
                prop.Add(chrome, Solids.Lathe(20, (0, -0.08f), (0.15f, -0.08f), (0.155f, 0.1f), (0.13f, 0.115f), (0.06f, 0.1f), (0.04f, 0.125f), (0, 0.125f)).Turned(side * 90, 0, 0).At(x, 0.25f, side * 0.42f));
            }
        }
        prop.Add(chrome, Solids.Box(0.08f, 0.07f, 0.84f, 0.03f).At(1.05f, 0.33f, 0), Solids.Box(0.08f, 0.07f, 0.84f, 0.03f).At(-1.05f, 0.35f, 0));
        prop.Add(dark, Solids.Box(0.05f, 0.12f, 0.3f, 0.02f).At(1.04f, 0.46f, 0));
        return prop.Build();
    }

    public static Prop Rocket()
    {
        var prop = new PropBuilder("rocket");
        int hull = prop.Paint(0.6f, 0xF0EEE8, 0xF0EEE8, 0xC9D3DC, 0x3A4A63);
        int paint = prop.Paint(0.6f, 0xD23B2F, 0x2F6FB8, 0xE88A2A, 0xF0B93A);
        int steel = prop.Fixed(0x70757D, 0.7f, 0.7f);
        int glass = prop.Fixed(0x6DC3E8, 1, 0.2f, 0.1f);
        int flame = prop.Fixed(0xFFB43A, 0, 0, 1.1f);
        prop.Add(hull, Solids.Lathe(Outline.Open((0.2f, 0.3f), (0.3f, 0.5f), (0.36f, 0.95f), (0.33f, 1.36f)).Rounded(0.3f, 5), 32));
        prop.Add(paint, Solids.Lathe(Outline.Open((0.332f, 1.36f), (0.24f, 1.72f), (0, 2.06f)).Rounded(0.3f, 6), 32), Solids.Lathe(32, (0.3f, 0.58f), (0.335f, 0.58f), (0.345f, 0.66f), (0.3f, 0.66f)));
        prop.Add(steel, Solids.Lathe(24, (0.23f, 0.14f), (0.25f, 0.15f), (0.19f, 0.34f), (0.12f, 0.34f)));
        prop.Add(flame, Solids.Lathe(Outline.Open((0, -0.1f), (0.1f, 0.06f), (0.17f, 0.17f), (0, 0.2f)).Rounded(0.08f, 3), 16));
        prop.Add(paint, Solids.Extrude(Outline.Closed((0.22f, 0.44f), (0.32f, 0.98f), (0.52f, 0.66f), (0.62f, 0.34f), (0.64f, 0.02f), (0.56f, 0.02f), (0.46f, 0.26f)).Rounded(0.04f, 2), 0.08f, 0.025f).Around(4, 45));
        prop.Add(steel, Solids.Torus(0.135f, 0.035f, 24, 8).Turned(90, 0, 0).At(0, 1.12f, 0.34f));
        prop.Add(glass, Solids.Sphere(0.13f, 18, 10).Scaled(1, 1, 0.35f).At(0, 1.12f, 0.335f));
        prop.Add(steel, Solids.Sphere(0.05f, 12, 8).At(0, 2.06f, 0));
        return prop.Build();
    }

    public static Prop Boat()
    {
        var prop = new PropBuilder("boat");
        int hull = prop.Paint(0.6f, 0x2F6FA8, 0xC03A34, 0x2E8A72, 0xF0EBDD);
        int stripe = prop.Paint(0.5f, 0xF6F1E4, 0xF6F1E4, 0xF3D58A, 0xC8452F);
        int deck = prop.Fixed(0xB98552, 0.3f);
        int mast = prop.Fixed(0x7B5230, 0.3f);
        int sail = prop.Paint(0.1f, 0xFAF5E8, 0xF5E3C2, 0xF2EFE6, 0xE2694A);
        int flag = prop.Paint(0.2f, 0xE2483A, 0x2F74C0, 0xF0A83A, 0x2F6FA8);
        prop.Add(hull, Hull(0, 0.34f, 1));
        prop.Add(stripe, Hull(0.34f, 0.42f, 1.02f));
        prop.Add(deck, Hull(0.4f, 0.432f, 0.93f));
        prop.Add(deck, Solids.Box(0.5f, 0.18f, 0.36f, 0.04f).At(-0.34f, 0.5f, 0));
        prop.Add(mast, Solids.Taper(0.035f, 0.022f, 1.6f, 0.008f, 10).At(0.12f, 0.35f, 0), Solids.Cylinder(0.024f, 0.86f, 0.006f, 8).Turned(0, 0, 90).At(0.12f, 0.62f, 0));
        // Sails bulge to one side, most in the middle.
        Solid Sail(params (float X, float Y)[] corners) => Solids.Extrude(Subdivided(Outline.Closed(corners)), 0.02f, 0).Moved(p => p with
        {
            Z = p.Z + 0.13f * MathF.Sin(Math.Clamp((p.Y - 0.6f) / 1.25f, 0, 1) * MathF.PI) * MathF.Min(1, MathF.Abs(p.X - 0.12f) * 3),
        });
        prop.Add(sail, Sail((0.07f, 0.68f), (0.07f, 1.82f), (-0.3f, 1.2f), (-0.72f, 0.68f)), Sail((0.2f, 0.66f), (0.92f, 0.56f), (0.2f, 1.6f)));
        prop.Add(flag, Solids.Extrude(Outline.Closed((0.12f, 1.8f), (0.12f, 1.96f), (-0.16f, 1.88f)), 0.02f, 0.004f));
        return prop.Build();
    }

    private static Solid Post(Vector3 from, Vector3 to) => Sweep.Along(0.03f, 8, from, to);

    /// <summary>A slice of the hull between two heights: pointed at the bow (+X), cut off at the stern, narrower at the keel.</summary>
    private static Solid Hull(float low, float high, float spread)
    {
        const int Levels = 4, Stations = 12;
        var rings = new List<Vector3[]>();
        for (int level = 0; level <= Levels; level++)
        {
            float y = low + (high - low) * level / Levels, flare = spread * MathF.Pow(Math.Clamp((y + 0.1f) / 0.5f, 0, 1.1f), 0.45f);
            var ring = new List<Vector3>();
            for (int i = 0; i <= Stations; i++)
            {
                float t = (float)i / Stations, x = -0.92f + 1.92f * t * (0.86f + 0.14f * flare);
                float half = 0.42f * flare * MathF.Pow(1 - MathF.Pow(t, 2.6f), 0.8f) * (0.8f + 0.2f * MathF.Sin(t * MathF.PI));
                ring.Add(new Vector3(x, y + 0.16f * t * t * y / 0.42f, half));
            }
            ring.AddRange(ring[..Stations].AsEnumerable().Reverse().Select(p => p with { Z = -p.Z }).ToList());
            rings.Add([.. ring]);
        }
        return Loft.Over(rings);
    }

    private static Outline Subdivided(Outline outline)
    {
        var points = new List<Vector2>();
        for (int i = 0; i < outline.Points.Length; i++)
        {
            for (int s = 0; s < 6; s++)
                points.Add(Vector2.Lerp(outline.Points[i], outline.Points[(i + 1) % outline.Points.Length], s / 6f));
        }
        return new Outline(true, [.. points]);
    }
}
