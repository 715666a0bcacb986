using System.Numerics;
using CnnVulkan.Scenes.Geometry;

namespace CnnVulkan.Scenes.Props;

/// <summary>What grows or falls from the sky.</summary>
internal static class Nature
{
    public static Prop Tree()
    {
        var prop = new PropBuilder("tree");
        int bark = prop.Fixed(0x6F4A30, 0.1f);
        int leaves = prop.Paint(0.15f, 0x4E9A3A, 0xE08A2C, 0xE58FB0, 0x2F8F7A);
        int light = prop.Paint(0.15f, 0x74B84A, 0xF0B03E, 0xF2B5CB, 0x4FB090);
        prop.Add(bark,
            Sweep.Along(t => 0.2f - 0.27f * t * (1 - t) - 0.1f * t, 12, new(0, 0, 0), new(0.01f, 0.12f, 0), new(0.03f, 0.4f, 0), new(0, 0.75f, 0.02f), new(0.02f, 1.15f, 0)),
            Sweep.Along(t => 0.075f - 0.03f * t, 8, new(0.02f, 0.5f, 0), new(0.2f, 0.72f, 0.06f), new(0.38f, 0.95f, 0.1f)),
            Sweep.Along(t => 0.07f - 0.03f * t, 8, new(0, 0.58f, 0), new(-0.18f, 0.76f, -0.02f), new(-0.36f, 0.95f, -0.05f)));
        prop.Add(leaves,
            Blob.Of(0.5f, 0.14f, 11).At(0, 1.3f, 0), Blob.Of(0.36f, 0.14f, 12).At(-0.42f, 1.06f, 0.02f),
            Blob.Of(0.36f, 0.14f, 13).At(0.43f, 1.1f, 0.06f), Blob.Of(0.34f, 0.14f, 14).At(0.06f, 1.12f, -0.38f));
        prop.Add(light,
            Blob.Of(0.36f, 0.14f, 15).At(-0.12f, 1.66f, 0.04f), Blob.Of(0.3f, 0.14f, 16).At(0.3f, 1.5f, 0.16f), Blob.Of(0.3f, 0.14f, 17).At(-0.1f, 1.12f, 0.36f));
        return prop.Build();
    }

    public static Prop Mushroom()
    {
        var prop = new PropBuilder("mushroom");
        int stem = prop.Fixed(0xF1E4CC, 0.2f);
        int cap = prop.Paint(0.55f, 0xC8322B, 0x7B4FB5, 0xC98A3A, 0x2F7FA8);
        int dots = prop.Fixed(0xFBF6EA, 0.3f);
        int gills = prop.Fixed(0xE3CFAE, 0.1f);
        int grass = prop.Fixed(0x5E9A44, 0.1f);
        prop.Add(stem, Solids.Lathe(Outline.Open((0.24f, 0), (0.27f, 0.1f), (0.19f, 0.45f), (0.16f, 0.85f)).Rounded(0.15f, 4)),
            Solids.Lathe(Outline.Open((0.16f, 0.7f), (0.27f, 0.56f), (0.29f, 0.58f), (0.17f, 0.74f))));
        prop.Add(gills, Solids.Lathe(28, (0.15f, 0.74f), (0.62f, 0.72f), (0.6f, 0.8f), (0.1f, 0.9f)));
        Solid dome = Solids.Lathe(Outline.Open((0.5f, 0.78f), (0.7f, 0.7f), (0.73f, 0.77f), (0.63f, 1.08f), (0.36f, 1.3f), (0, 1.37f)).Rounded(0.2f, 3), 32);
        prop.Add(cap, dome);
        (float Around, float Up, float Size)[] spots = [(80, 0.25f, 0.12f), (30, 0.5f, 0.1f), (135, 0.5f, 0.11f), (-20, 0.2f, 0.12f), (190, 0.3f, 0.12f), (250, 0.5f, 0.13f), (300, 0.6f, 0.1f), (95, 0.78f, 0.12f), (-60, 0.25f, 0.1f), (60, 1.1f, 0.08f)];
        foreach ((float around, float up, float size) in spots)
        {
            // The dome is close to an ellipsoid around (0, 0.76, 0); a spot lies flat on it.
            float angle = around * MathF.PI / 180, rise = up * MathF.PI / 2 * 0.86f;
            var at = new Vector3(MathF.Cos(angle) * MathF.Cos(rise) * 0.68f, 0.76f + MathF.Sin(rise) * 0.585f, MathF.Sin(angle) * MathF.Cos(rise) * 0.68f);
            prop.Add(dots, Solids.Sphere(size, 14, 8).Scaled(1, 0.45f, 1).Turned(0, 0, up * 77 - 90).Turned(0, -around, 0).At(at.X, at.Y, at.Z));
        }
        for (int i = 0; i < 9; i++)
            prop.Add(grass, Solids.Cone(0.05f, 0.2f + i % 3 * 0.07f, 0.005f, 6).Turned(0, 0, -14).At(0.24f, 0, 0).Turned(0, i * 40 + i % 2 * 13, 0));
        return prop.Build();
    }

    public static Prop Cactus()
    {
        var prop = new PropBuilder("cactus");
        int green = prop.Paint(0.2f, 0x4C9A57, 0x3F8F8A, 0x8FA83C);
        int pot = prop.Paint(0.3f, 0xC9703F, 0xE8E2D6, 0x3E6FA8);
        int soil = prop.Fixed(0x4A3528, 0);
        int flower = prop.Paint(0.3f, 0xF06A9A, 0xF7C13E, 0xE8503A);
        Solid Ribbed(Solid solid, int ribs) => solid.Moved(p =>
        {
            float rib = 1 + 0.07f * MathF.Cos(ribs * MathF.Atan2(p.Z, p.X));
            return new Vector3(p.X * rib, p.Y, p.Z * rib);
        });
        prop.Add(pot, Solids.Lathe(28, (0.3f, 0), (0.33f, 0.02f), (0.42f, 0.4f), (0.48f, 0.4f), (0.49f, 0.42f), (0.49f, 0.53f), (0.47f, 0.55f), (0.43f, 0.55f), (0.42f, 0.53f), (0.41f, 0.45f), (0, 0.45f)));
        prop.Add(soil, Solids.Cylinder(0.42f, 0.1f, 0.01f).At(0, 0.4f, 0));
        prop.Add(green, Ribbed(Solids.Lathe(Outline.Open((0.24f, 0.45f), (0.29f, 0.9f), (0.28f, 1.4f), (0.17f, 1.68f), (0, 1.72f)).Rounded(0.22f, 4), 40), 10));
        Solid Arm(float lift, float reach) => Sweep.Along(t => 0.125f * MathF.Sqrt(Math.Max(0.02f, 1 - MathF.Pow(Math.Max(0, t - 0.8f) / 0.2f, 2))), 14,
            [new(0.15f, lift, 0), new(reach - 0.12f, lift, 0), new(reach - 0.03f, lift + 0.04f, 0), new(reach, lift + 0.13f, 0), new(reach + 0.01f, lift + 0.28f, 0),
             new(reach + 0.01f, lift + 0.4f, 0), new(reach, lift + 0.46f, 0), new(reach, lift + 0.49f, 0), new(reach, lift + 0.505f, 0), new(reach, lift + 0.51f, 0)]);
        prop.Add(green, Arm(0.9f, 0.5f), Arm(1.05f, 0.48f).Turned(0, 180, 0));
        foreach (Vector3 at in new Vector3[] { new(0, 1.72f, 0), new(0.5f, 1.42f, 0) })
        {
            prop.Add(flower, Solids.Sphere(0.09f, 10, 6).Scaled(1, 0.45f, 0.6f).At(0.07f, 0.03f, 0).Around(5).Select(s => s.At(at.X, at.Y, at.Z)));
            prop.Add(pot, Solids.Sphere(0.05f, 10, 6).At(at.X, at.Y + 0.05f, at.Z));
        }
        return prop.Build();
    }

    public static Prop Snowman()
    {
        var prop = new PropBuilder("snowman");
        int snow = prop.Fixed(0xEEF3F8, 0.3f);
        int coal = prop.Fixed(0x24242A, 0.4f);
        int carrot = prop.Fixed(0xE9822B, 0.3f);
        int scarf = prop.Paint(0.1f, 0xC9353B, 0x2F7FC1, 0x3C9A5F, 0xE2A42E);
        int wood = prop.Fixed(0x6F4A30, 0.1f);
        prop.Add(snow, Blob.Of(0.5f, 0.02f, 21, 3).Scaled(1, 0.88f, 1).At(0, 0.42f, 0), Blob.Of(0.36f, 0.02f, 22, 3).Scaled(1, 0.92f, 1).At(0, 1.0f, 0), Blob.Of(0.27f, 0.02f, 23, 3).At(0, 1.47f, 0));
        prop.Add(carrot, Solids.Cone(0.06f, 0.34f, 0.01f, 12).Turned(90, 0, 0).At(0, 1.46f, 0.25f));
        foreach (float side in new[] { -1f, 1f })
            prop.Add(coal, Solids.Sphere(0.04f, 10, 6).At(side * 0.1f, 1.56f, 0.235f));
        foreach ((float y, float z) in new[] { (1.13f, 0.335f), (0.98f, 0.36f), (0.83f, 0.33f) })
            prop.Add(coal, Solids.Sphere(0.04f, 10, 6).At(0, y, z));
        prop.Add(coal, Solids.Lathe(28, (0, 1.62f), (0.36f, 1.66f), (0.37f, 1.68f), (0.36f, 1.7f), (0.24f, 1.69f), (0.25f, 2.02f), (0.23f, 2.04f), (0, 2.04f)));
        prop.Add(scarf, Solids.Lathe(28, (0.2385f, 1.7f), (0.256f, 1.7f), (0.26f, 1.79f), (0.2f, 1.79f)), Solids.Torus(0.24f, 0.085f, 28).Scaled(1, 0.8f, 1).At(0, 1.25f, 0),
            Solids.Box(0.14f, 0.42f, 0.07f, 0.025f).Turned(-8, 0, 8).At(0.16f, 1.06f, 0.33f));
        foreach (float side in new[] { -1f, 1f })
        {
            prop.Add(wood, Sweep.Along(t => 0.03f - 0.012f * t, 8, new(side * 0.28f, 1.08f, 0), new(side * 0.5f, 1.22f, 0.05f), new(side * 0.78f, 1.42f, 0.06f)),
                Sweep.Along(0.014f, 6, new(side * 0.62f, 1.3f, 0.05f), new(side * 0.78f, 1.28f, 0.08f)), Sweep.Along(0.014f, 6, new(side * 0.64f, 1.31f, 0.05f), new(side * 0.64f, 1.45f, 0.1f)));
        }
        return prop.Build();
    }
}
