using System.Numerics;
using CnnVulkan.Scenes.Geometry;

namespace CnnVulkan.Scenes.Props;

/// <summary>What heroes carry. They float, as things to be picked up do in games.</summary>
internal static class Weapons
{
    private const float Hover = 0.08f;

    public static Prop Sword()
    {
        var prop = new PropBuilder("sword");
        int steel = prop.Fixed(0xD5DCE4, 0.85f, 0.75f);
        int groove = prop.Fixed(0x9AA5B2, 0.7f, 0.7f);
        int gold = prop.Fixed(0xE0AC3F, 0.8f, 0.85f);
        int grip = prop.Paint(0.2f, 0x6B3A2A, 0x2F4F7F, 0x3A3A42, 0x4F6B3A);
        int gem = prop.Paint(1, 0xD6303A, 0x2F8FE0, 0x35B06A, 0x9A4FD0);
        // The blade's section is a rhombus that narrows to the point.
        Vector3[] Section(float y, float half) => [new(half, y, 0), new(0, y, -0.045f * MathF.Min(1, half * 9)), new(-half, y, 0), new(0, y, 0.045f * MathF.Min(1, half * 9))];
        prop.Add(steel, Loft.Over([Section(0.55f, 0.13f), Section(0.62f, 0.115f), Section(1.6f, 0.1f), Section(1.82f, 0.075f), [new(0, 2.02f, 0)]]).Creased(15));
        prop.Add(groove, Solids.Box(0.035f, 0.85f, 0.092f, 0.008f).At(0, 1.05f, 0));
        prop.Add(gold, Sweep.Along(t => 0.045f + 0.025f * MathF.Abs(2 * t - 1), 10, new(-0.4f, 0.58f, 0), new(-0.3f, 0.535f, 0), new(-0.12f, 0.5f, 0), new(0.12f, 0.5f, 0), new(0.3f, 0.535f, 0), new(0.4f, 0.58f, 0)),
            Solids.Sphere(0.08f, 14, 9).At(-0.42f, 0.59f, 0), Solids.Sphere(0.08f, 14, 9).At(0.42f, 0.59f, 0), Solids.Box(0.22f, 0.16f, 0.14f, 0.04f).At(0, 0.51f, 0));
        prop.Add(grip, Solids.Taper(0.06f, 0.065f, 0.4f, 0.01f, 14).At(0, 0.08f, 0));
        for (int i = 0; i < 5; i++)
            prop.Add(grip, Solids.Torus(0.06f, 0.018f, 14, 6).Turned(0, 0, 10).At(0, 0.13f + i * 0.073f, 0));
        prop.Add(gold, Solids.Sphere(0.11f, 16, 10).Scaled(1, 0.9f, 0.8f).At(0, 0.02f, 0));
        prop.Add(gem, Solids.Sphere(0.055f, 8, 5).At(0, 0.02f, 0.07f), Solids.Sphere(0.05f, 8, 5).At(0, 0.51f, 0.065f));
        return prop.Build(Quaternion.CreateFromAxisAngle(Vector3.UnitZ, -0.5f), Hover);
    }

    public static Prop Hammer()
    {
        var prop = new PropBuilder("hammer");
        int steel = prop.Fixed(0x9AA3AE, 0.7f, 0.7f);
        int bands = prop.Paint(0.7f, 0xC99A45, 0xB8452F, 0x3A7FA8);
        int wood = prop.Paint(0.25f, 0x8A5A32, 0x5A3A28, 0x3A3A42);
        int leather = prop.Fixed(0x4A2E22, 0.15f);
        prop.Add(wood, Solids.Taper(0.055f, 0.065f, 1.5f, 0.015f, 14).At(0, 0.04f, 0));
        prop.Add(leather, Solids.Cylinder(0.075f, 0.44f, 0.02f, 14).At(0, 0.06f, 0));
        prop.Add(bands, Solids.Sphere(0.095f, 14, 9).Scaled(1, 0.8f, 1).At(0, 0.03f, 0), Solids.Torus(0.07f, 0.022f, 16, 6).At(0, 0.52f, 0));
        Solid side = Loft.Over([Square(0, 0.2f), Square(0.24f, 0.2f), Square(0.3f, 0.25f), Square(0.47f, 0.25f), Square(0.5f, 0.22f)]).Creased(30);
        prop.Add(steel, side.At(0, 1.32f, 0), side.Scaled(-1, 1, 1).At(0, 1.32f, 0));
        prop.Add(bands, Solids.Box(0.2f, 0.46f, 0.46f, 0.03f).At(0, 1.32f, 0), Solids.Box(0.05f, 0.53f, 0.53f, 0.015f).At(0.38f, 1.32f, 0), Solids.Box(0.05f, 0.53f, 0.53f, 0.015f).At(-0.38f, 1.32f, 0));
        prop.Add(steel, Solids.Lathe(14, (0.09f, 1.54f), (0.08f, 1.6f), (0, 1.64f)));
        return prop.Build(Quaternion.CreateFromAxisAngle(Vector3.UnitZ, -0.4f), Hover);
    }

    public static Prop Shield()
    {
        var prop = new PropBuilder("shield");
        int field = prop.Paint(0.5f, 0x2F5FA8, 0xB8332F, 0x2F7F57, 0x5A3F8A);
        int rim = prop.Fixed(0xC3C9D0, 0.8f, 0.75f);
        int emblem = prop.Fixed(0xE6B540, 0.8f, 0.8f);
        int wood = prop.Fixed(0x7B5230, 0.2f);
        Outline shape = Outline.Closed((-0.7f, 0.75f), (-0.35f, 0.78f), (0, 0.88f), (0.35f, 0.78f), (0.7f, 0.75f), (0.7f, 0.2f), (0.6f, -0.25f), (0.38f, -0.62f), (0, -0.95f), (-0.38f, -0.62f), (-0.6f, -0.25f), (-0.7f, 0.2f)).Rounded(0.12f, 2);
        // Bent around an upright axis; thin lengthwise strips would be needed to bend the flat of it, so its face is raised in steps.
        prop.Add(rim, Solids.Extrude(shape, 0.16f, 0.04f));
        prop.Add(wood, Solids.Extrude(shape.Inset(0.06f), 0.1f, 0.02f).At(0, 0, -0.05f));
        prop.Add(field, Domed(shape.Inset(0.085f), 0.07f, 0.2f));
        prop.Add(emblem, Solids.Extrude(Tableware.Star(0.34f, 0.15f), 0.1f, 0.03f).At(0, 0.1f, 0.185f));
        foreach (Vector2 at in shape.Inset(0.045f).Points.Where((_, i) => i % 3 == 1))
            prop.Add(emblem, Solids.Sphere(0.032f, 10, 6).At(at.X, at.Y, 0.075f));
        return prop.Build(Quaternion.CreateFromAxisAngle(Vector3.UnitX, -0.12f));
    }

    private static Vector3[] Square(float x, float half)
        => Array.ConvertAll(Outline.Rectangle(2 * half, 2 * half).Rounded(0.08f, 1).Points, p => new Vector3(x, p.Y, p.X));

    /// <summary>A pillow over an outline: rings that shrink towards the middle and rise.</summary>
    private static Solid Domed(Outline outline, float low, float rise)
    {
        Vector3[] Ring(float scale, float z) => Array.ConvertAll(outline.Points, p => new Vector3(p * scale, z));
        return Loft.Over([Ring(1, 0), Ring(1, low), Ring(0.8f, low + rise * 0.36f * 0.55f), Ring(0.55f, low + rise * 0.7f * 0.55f), Ring(0.28f, low + rise * 0.92f * 0.55f), [new(0, 0, low + rise * 0.55f)]]);
    }
}
