using System.Numerics;
using CnnVulkan.Scenes.Geometry;

namespace CnnVulkan.Scenes.Props;

/// <summary>What is kept, and what it is kept in.</summary>
internal static class Treasures
{
    public static Prop Key()
    {
        var prop = new PropBuilder("key");
        int gold = prop.Fixed(0xE4AE3C, 0.85f, 0.85f);
        int gem = prop.Paint(1, 0xD6303A, 0x2F8FE0, 0x35B06A, 0x9A4FD0);
        prop.Add(gold, Solids.Cylinder(0.075f, 1.25f, 0.02f, 16), Solids.Cylinder(0.12f, 0.08f, 0.025f, 18).At(0, 1.1f, 0), Solids.Torus(0.09f, 0.035f, 18, 8).At(0, 1.0f, 0), Solids.Torus(0.08f, 0.03f, 18, 8).At(0, 0.5f, 0));
        foreach ((float x, float y) in new[] { (0f, 1.72f), (-0.29f, 1.42f), (0.29f, 1.42f) })
            prop.Add(gold, Solids.Torus(0.23f, 0.075f, 26, 10).Turned(90, 0, 0).At(x, y, 0));
        prop.Add(gold, Solids.Sphere(0.15f, 16, 10).Scaled(1, 1, 0.7f).At(0, 1.45f, 0));
        prop.Add(gem, Solids.Sphere(0.1f, 8, 5).At(0, 1.45f, 0.07f), Solids.Sphere(0.1f, 8, 5).At(0, 1.45f, -0.07f));
        prop.Add(gold, Solids.Box(0.4f, 0.13f, 0.1f, 0.02f).At(0.2f, 0.1f, 0), Solids.Box(0.32f, 0.13f, 0.1f, 0.02f).At(0.16f, 0.33f, 0), Solids.Box(0.1f, 0.36f, 0.1f, 0.02f).At(0.2f, 0.22f, 0), Solids.Sphere(0.09f, 14, 8));
        return prop.Build(Quaternion.CreateFromAxisAngle(Vector3.UnitZ, -0.45f), hover: 0.08f);
    }

    public static Prop Chest()
    {
        var prop = new PropBuilder("chest");
        int wood = prop.Paint(0.25f, 0x8A552B, 0x6B3A34, 0x4A5A6B, 0x5A6B3A);
        int inside = prop.Fixed(0x3A2417, 0.05f);
        int metal = prop.Paint(0.7f, 0xB9A06A, 0x8A8F98, 0xE0AC3F, 0x8A8F98);
        int gold = prop.Fixed(0xF0BC3C, 0.85f, 0.8f, 0.06f);
        int gem = prop.Fixed(0xD6303A, 1);
        prop.Add(wood, Solids.Box(1.5f, 0.62f, 0.09f).At(0, 0.33f, 0.43f), Solids.Box(1.5f, 0.62f, 0.09f).At(0, 0.33f, -0.43f), Solids.Box(0.09f, 0.62f, 0.86f).At(0.7f, 0.33f, 0), Solids.Box(0.09f, 0.62f, 0.86f).At(-0.7f, 0.33f, 0));
        prop.Add(inside, Solids.Box(1.42f, 0.3f, 0.85f, 0.01f).At(0, 0.2f, 0));
        prop.Add(gold, Blob.Of(0.5f, 0.1f, 31).Scaled(1.28f, 0.42f, 0.72f).At(0, 0.5f, 0.02f));
        var random = new SeededRandom(32);
        for (int i = 0; i < 14; i++)
        {
            float x = random.Between(-0.55f, 0.55f), z = random.Between(-0.3f, 0.3f), y = 0.5f + 0.2f * (1 - x * x * 2 - z * z * 5);
            prop.Add(gold, Solids.Cylinder(0.1f, 0.03f, 0.008f, 14).Turned(random.Between(-40, 40), random.Between(0, 360), random.Between(-40, 40)).At(x, y, z));
        }
        prop.Add(gem, Solids.Sphere(0.09f, 7, 4).At(0.22f, 0.74f, 0.12f), Solids.Sphere(0.07f, 7, 4).At(-0.34f, 0.68f, 0.16f));
        foreach (float x in new[] { -0.76f, -0.4f, 0.4f, 0.76f })
            prop.Add(metal, Solids.Box(0.11f, 0.66f, 0.05f, 0.015f).At(x * 0.95f, 0.33f, 0.475f), Solids.Box(0.11f, 0.66f, 0.05f, 0.015f).At(x * 0.95f, 0.33f, -0.475f));
        foreach (float x in new[] { -1f, 1f })
            prop.Add(metal, Solids.Box(0.05f, 0.12f, 0.9f, 0.015f).At(x * 0.745f, 0.1f, 0), Solids.Box(0.05f, 0.12f, 0.9f, 0.015f).At(x * 0.745f, 0.56f, 0));
        AddLid(prop, wood, inside, metal);
        prop.Add(metal, Solids.Box(0.3f, 0.3f, 0.07f, 0.03f).At(0, 0.5f, 0.48f));
        prop.Add(inside, Solids.Cylinder(0.04f, 0.03f, 0.004f, 12).Turned(90, 0, 0).At(0, 0.53f, 0.5f), Solids.Box(0.035f, 0.1f, 0.03f, 0.004f).At(0, 0.47f, 0.505f));
        return prop.Build();
    }

    public static Prop Barrel()
    {
        var prop = new PropBuilder("barrel");
        int wood = prop.Paint(0.25f, 0xA06A38, 0x7A4A30, 0x8F3F33, 0x3F6F7F);
        int dark = prop.Fixed(0x5A3A22, 0.1f);
        int iron = prop.Paint(0.6f, 0x6B7079, 0xB08A45, 0x50555E, 0xC9CDD2);
        Solid body = Solids.Lathe(Outline.Open((0.5f, 0), (0.58f, 0.25f), (0.64f, 0.75f), (0.58f, 1.25f), (0.5f, 1.5f), (0.44f, 1.5f), (0.43f, 1.43f), (0, 1.43f)), 16);
        prop.Add(wood, body.Creased(20));
        // Dark gaps between the staves.
        prop.Add(dark, Loft.Over([.. new[] { (0.497f, 0.01f), (0.582f, 0.25f), (0.642f, 0.75f), (0.582f, 1.25f), (0.497f, 1.5f) }.Select(p => new Vector3[] { new(p.Item1 + 0.004f, p.Item2, 0.007f), new(p.Item1 - 0.03f, p.Item2, 0.007f), new(p.Item1 - 0.03f, p.Item2, -0.007f), new(p.Item1 + 0.004f, p.Item2, -0.007f) })]).Around(16));
        foreach ((float y, float r, float slope) in new[] { (0.14f, 0.56f, 0.035f), (0.48f, 0.62f, 0.02f), (0.92f, 0.64f, -0.02f), (1.26f, 0.595f, -0.035f) })
            prop.Add(iron, Solids.Lathe(Outline.Closed((r - 0.08f, y), (r - 0.01f, y), (r + 0.012f + slope, y + 0.11f), (r - 0.08f, y + 0.11f)).Rounded(0.008f, 1), 32));
        prop.Add(dark, Solids.Box(0.84f, 0.02f, 0.012f, 0.002f).At(0, 1.425f, -0.14f), Solids.Box(0.84f, 0.02f, 0.012f, 0.002f).At(0, 1.425f, 0.14f));
        prop.Add(dark, Solids.Cylinder(0.07f, 0.06f, 0.015f, 12).Turned(90, 0, 0).At(0, 0.75f, 0.62f));
        return prop.Build();
    }

    public static Prop Crown()
    {
        var prop = new PropBuilder("crown");
        int gold = prop.Fixed(0xE8B23C, 0.85f, 0.85f);
        int velvet = prop.Paint(0.05f, 0x9A2438, 0x2F3F8A, 0x2F6B4A, 0x5A2F7A);
        int gem = prop.Paint(1, 0x2F8FE0, 0xD6303A, 0xE8643C, 0x35B06A);
        int pearl = prop.Fixed(0xF7F1E6, 0.9f, 0.1f);
        const int Points = 8, PerPoint = 8, Around = Points * PerPoint;
        // A band whose upper edge rises to points; it widens upwards.
        Vector3[] Column(int i)
        {
            float phase = MathF.Abs(i % PerPoint / (float)PerPoint * 2 - 1), height = 0.42f + 0.42f * MathF.Pow(phase, 1.5f);
            (float sine, float cosine) = MathF.SinCos(i * MathF.Tau / Around);
            Vector3 At(float r, float y) => new(cosine * r, y, sine * r);
            float high = 0.6f + height * 0.2f;
            return [At(0.6f, 0), At(high, height), At(high - 0.05f, height), At(0.55f, 0)];
        }
        prop.Add(gold, Loft.Over([.. Enumerable.Range(0, Around).Select(Column)], joinEnds: true));
        prop.Add(gold, Solids.Torus(0.6f, 0.05f, 48, 8).At(0, 0.04f, 0), Solids.Torus(0.632f, 0.032f, 48, 8).At(0, 0.27f, 0));
        prop.Add(velvet, Solids.Lathe(Outline.Open((0.55f, 0.05f), (0.58f, 0.32f), (0.4f, 0.52f), (0, 0.58f)).Rounded(0.14f, 4), 32));
        for (int i = 0; i < Points; i++)
        {
            float turn = i * 45;
            prop.Add(pearl, Solids.Sphere(0.075f, 14, 9).At(0.77f, 0.87f, 0).Turned(0, turn, 0));
            prop.Add(i % 2 == 0 ? gem : pearl, Solids.Sphere(i % 2 == 0 ? 0.075f : 0.05f, 10, 6).Scaled(0.6f, 1, 1).At(0.63f, 0.155f, 0).Turned(0, turn + 22.5f, 0));
        }
        return prop.Build(hover: 0.06f);
    }

    /// <summary>Half a drum, hinged at the back and half open.</summary>
    private static void AddLid(PropBuilder prop, int wood, int inside, int metal)
    {
        Outline Arch(float radius, float thickness) => new(true,
        [
            .. Enumerable.Range(0, 11).Select(i => Polar(i * 18, radius)), .. Enumerable.Range(0, 11).Select(i => Polar(180 - i * 18, radius - thickness)),
        ]);
        Outline disc = new(true, [.. Enumerable.Range(0, 11).Select(i => Polar(i * 18, 0.46f))]);
        Solid Hinged(Solid solid) => solid.Turned(0, 90, 0).At(0, 0, 0.475f).Turned(-52, 0, 0).At(0, 0.65f, -0.475f);
        prop.Add(wood, Hinged(Solids.Extrude(Arch(0.475f, 0.07f), 1.5f, 0.01f)));
        prop.Add(inside, Hinged(Solids.Extrude(disc, 0.06f, 0.005f).At(0, 0, 0.7f)), Hinged(Solids.Extrude(disc, 0.06f, 0.005f).At(0, 0, -0.7f)));
        foreach (float x in new[] { -0.72f, -0.38f, 0.38f, 0.72f })
            prop.Add(metal, Hinged(Solids.Extrude(Arch(0.505f, 0.06f), 0.11f, 0.01f).At(0, 0, x)));
        prop.Add(metal, Hinged(Solids.Box(0.07f, 0.2f, 0.22f, 0.02f).At(0.49f, -0.02f, 0)));
    }

    private static Vector2 Polar(float degrees, float radius)
    {
        (float sine, float cosine) = MathF.SinCos(degrees * MathF.PI / 180);
        return new Vector2(cosine, sine) * radius;
    }
}
