using System.Numerics;
using CnnVulkan.Scenes.Geometry;

namespace CnnVulkan.Scenes.Props;

/// <summary>What stands in a room.</summary>
internal static class Furniture
{
    public static Prop Chair()
    {
        var prop = new PropBuilder("chair");
        int wood = prop.Paint(0.35f, 0xA9713F, 0x6B4630, 0xE9E4DA, 0x2E2E34);
        int cushion = prop.Paint(0.1f, 0xC9453A, 0x3F8F86, 0x3A6FB0, 0xE2A63A);
        foreach (float x in new[] { -1f, 1f })
        {
            prop.Add(wood, Solids.Taper(0.035f, 0.05f, 0.72f, 0.008f, 12).Turned(4, 0, -x * 4).At(x * 0.37f, 0, 0.33f), Bar(new(x * 0.4f, 0, -0.42f), new(x * 0.36f, 0.7f, -0.34f), new(x * 0.35f, 1.2f, -0.37f), new(x * 0.34f, 1.62f, -0.46f)));
            prop.Add(wood, Solids.Cylinder(0.022f, 0.72f, 0.004f, 8).Turned(90, 0, 0).At(x * 0.37f, 0.3f, -0.38f));
        }
        prop.Add(wood, Solids.Box(0.86f, 0.09f, 0.84f, 0.03f).At(0, 0.73f, 0), Solids.Cylinder(0.022f, 0.72f, 0.004f, 8).Turned(0, 0, 90).At(0.36f, 0.3f, 0));
        prop.Add(cushion, Solids.Box(0.76f, 0.12f, 0.72f, 0.05f).At(0, 0.82f, 0.02f));
        foreach ((float y, float z, float height) in new[] { (1.54f, -0.435f, 0.17f), (1.3f, -0.385f, 0.1f), (1.1f, -0.365f, 0.1f) })
            prop.Add(wood, Solids.Box(0.68f, height, 0.05f, 0.02f).Moved(p => p with { Z = p.Z - 0.06f * (1 - p.X * p.X * 8) }).Turned(-10, 0, 0).At(0, y, z + 0.03f));
        return prop.Build();
    }

    public static Prop Table()
    {
        var prop = new PropBuilder("table");
        int top = prop.Paint(0.5f, 0xB57B45, 0x7A4E33, 0xEDE7DA, 0x4A6F8A);
        int frame = prop.Paint(0.3f, 0x8A5A32, 0x5A3A28, 0xB9854F, 0xE9E4DA);
        int runner = prop.Paint(0.05f, 0xC9453A, 0xE2B24A, 0x3F8F86, 0xF2EDE2);
        int bowl = prop.Paint(0.7f, 0xF2EDE2, 0x3A6FB0, 0xE2A63A, 0xC9453A);
        int fruit = prop.Fixed(0xE07A2E, 0.4f);
        prop.Add(top, Solids.Box(1.9f, 0.09f, 1.1f, 0.025f).At(0, 0.9f, 0));
        prop.Add(frame, Solids.Box(1.62f, 0.14f, 0.06f).At(0, 0.8f, 0.42f), Solids.Box(1.62f, 0.14f, 0.06f).At(0, 0.8f, -0.42f), Solids.Box(0.06f, 0.14f, 0.8f).At(0.8f, 0.8f, 0), Solids.Box(0.06f, 0.14f, 0.8f).At(-0.8f, 0.8f, 0));
        foreach (float x in new[] { -1f, 1f })
        {
            foreach (float z in new[] { -1f, 1f })
                prop.Add(frame, Solids.Box(0.13f, 0.87f, 0.13f, 0.02f).Moved(p => p with { X = p.X * (0.8f + 0.25f * p.Y), Z = p.Z * (0.8f + 0.25f * p.Y) }).At(x * 0.8f, 0.435f, z * 0.42f));
        }
        prop.Add(runner, Solids.Box(0.5f, 0.014f, 1.12f, 0.005f).At(0, 0.95f, 0));
        foreach (float z in new[] { -1f, 1f })
            prop.Add(runner, Solids.Box(0.5f, 0.2f, 0.014f, 0.005f).At(0, 0.855f, z * 0.555f));
        prop.Add(bowl, Solids.Lathe(24, (0, 0.955f), (0.12f, 0.955f), (0.13f, 0.975f), (0.24f, 1.06f), (0.29f, 1.15f), (0.27f, 1.15f), (0.22f, 1.08f), (0, 1.0f)));
        foreach ((float x, float y, float z) in new[] { (0.1f, 1.13f, 0.06f), (-0.11f, 1.13f, 0.05f), (0, 1.13f, -0.11f), (0, 1.26f, 0.01f) })
            prop.Add(fruit, Solids.Sphere(0.1f, 14, 9).At(x, y, z));
        return prop.Build();
    }

    public static Prop Lamp()
    {
        var prop = new PropBuilder("lamp");
        int shade = prop.Paint(0.05f, 0xF3D9A2, 0xE9937A, 0x8FC1B5, 0xB9A3D8);
        int body = prop.Paint(0.75f, 0x2F6F7A, 0xE9E4DA, 0xC9703F, 0x39415A);
        int brass = prop.Fixed(0xC99A45, 0.8f, 0.8f);
        int bulb = prop.Fixed(0xFFE7B0, 0, 0, 1.2f);
        prop.Add(brass, Solids.Lathe(28, (0.36f, 0), (0.38f, 0.02f), (0.36f, 0.06f), (0.14f, 0.09f), (0.1f, 0.13f)), Solids.Cylinder(0.035f, 1.0f, 0.005f, 12).At(0, 0.6f, 0), Solids.Torus(0.1f, 0.035f, 20, 8).At(0, 0.75f, 0));
        prop.Add(body, Solids.Lathe(Outline.Open((0.1f, 0.12f), (0.3f, 0.22f), (0.32f, 0.42f), (0.14f, 0.62f), (0.08f, 0.78f)).Rounded(0.12f, 5), 28));
        // A shell open above and below; both rims are rounded.
        prop.Add(shade, Solids.Lathe(Outline.Closed((0.58f, 0.92f), (0.6f, 0.93f), (0.345f, 1.6f), (0.325f, 1.6f)), 36));
        prop.Add(brass, Solids.Torus(0.592f, 0.014f, 36, 6).At(0, 0.93f, 0), Solids.Torus(0.337f, 0.014f, 36, 6).At(0, 1.6f, 0), Solids.Sphere(0.045f, 12, 8).At(0, 1.67f, 0));
        prop.Add(brass, Solids.Cylinder(0.01f, 0.66f, 0.002f, 6).Turned(0, 0, 90).At(0.33f, 1.58f, 0), Solids.Cylinder(0.01f, 0.66f, 0.002f, 6).Turned(0, 0, 90).Turned(0, 90, 0).At(0, 1.58f, -0.33f));
        prop.Add(bulb, Solids.Sphere(0.13f, 16, 10).At(0, 1.2f, 0));
        return prop.Build();
    }

    private static Solid Bar(params Vector3[] path) => Sweep.Along(0.042f, 12, path);
}
