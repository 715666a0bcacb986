using System.Numerics;
using CnnVulkan.Scenes.Geometry;

namespace CnnVulkan.Scenes.Props;

/// <summary>What one takes along.</summary>
internal static class Leisure
{
    public static Prop Umbrella()
    {
        var prop = new PropBuilder("umbrella");
        int one = prop.Paint(0.2f, 0xD8432F, 0x2F74C0, 0xF0B93A, 0x3F9A6B);
        int other = prop.Paint(0.2f, 0xF7F1E3, 0xF2C14E, 0x3A4A63, 0xF7F1E3);
        int steel = prop.Fixed(0xB9BFC6, 0.8f, 0.7f);
        int handle = prop.Fixed(0x7B4E2D, 0.5f);
        for (int gore = 0; gore < 8; gore++)
            prop.Add(gore % 2 == 0 ? one : other, Gore().Turned(0, gore * 45, 0));
        prop.Add(steel, Solids.Cylinder(0.024f, 1.62f, 0.004f, 10).At(0, 0.2f, 0), Solids.Cone(0.03f, 0.16f, 0.004f, 10).At(0, 1.76f, 0));
        prop.Add(steel, Solids.Sphere(0.03f, 10, 6).At(0.95f, 1.16f, 0).Around(8));
        prop.Add(handle, Sweep.Along(0.045f, 12, [new(0, 0.42f, 0), new(0, 0.22f, 0), .. Sweep.Arc(0.14f, 0.12f, 0.14f, 0.14f, 180, 350, 9)]));
        return prop.Build(Quaternion.CreateFromAxisAngle(Vector3.UnitZ, 0.3f) * Quaternion.CreateFromAxisAngle(Vector3.UnitX, 0.12f), hover: 0.04f);
    }

    public static Prop Guitar()
    {
        var prop = new PropBuilder("guitar");
        int top = prop.Paint(0.8f, 0xD99A4E, 0xB8452F, 0x2F5F7F, 0x2A2A30);
        int side = prop.Paint(0.7f, 0x7B4326, 0x5A2A22, 0x1F3A52, 0x6B3A28);
        int dark = prop.Fixed(0x2A1C16, 0.3f);
        int neck = prop.Fixed(0x5A3822, 0.3f);
        int ivory = prop.Fixed(0xF0E6CF, 0.5f);
        int steel = prop.Fixed(0xD5DAE0, 0.9f, 0.8f);
        Outline body = new(true, [.. Enumerable.Range(0, 40).Select(i =>
        {
            float angle = i * MathF.Tau / 40, up = MathF.Sin(angle);
            // Wide below, narrower above, drawn in at the waist.
            float half = 0.52f - 0.1f * up - 0.17f * MathF.Exp(-MathF.Pow((up - 0.22f) / 0.28f, 2));
            return new Vector2(MathF.Cos(angle) / MathF.Pow(MathF.Abs(MathF.Cos(angle)) + 0.02f, 0.35f) * half, up * 0.62f);
        })]);
        prop.Add(side, Solids.Extrude(body, 0.24f, 0.025f));
        prop.Add(top, Solids.Extrude(body.Inset(0.03f), 0.05f, 0.015f).At(0, 0, 0.11f));
        prop.Add(ivory, Solids.Lathe(Outline.Closed((0.155f, 0), (0.185f, 0), (0.185f, 0.02f), (0.155f, 0.02f)), 28).Turned(90, 0, 0).At(0, 0.1f, 0.125f));
        prop.Add(dark, Solids.Cylinder(0.158f, 0.02f, 0.003f, 28).Turned(90, 0, 0).At(0, 0.1f, 0.123f), Solids.Box(0.34f, 0.07f, 0.04f, 0.012f).At(0, -0.32f, 0.145f), Solids.Box(0.13f, 1.02f, 0.04f, 0.008f).At(0, 0.74f, 0.145f));
        prop.Add(neck, Solids.Box(0.125f, 0.84f, 0.09f, 0.03f).At(0, 0.95f, 0.09f), Solids.Extrude(Outline.Closed((-0.065f, 1.34f), (0.065f, 1.34f), (0.13f, 1.46f), (0.11f, 1.7f), (0, 1.73f), (-0.11f, 1.7f), (-0.13f, 1.46f)).Rounded(0.04f, 2), 0.07f, 0.015f).At(0, 0, 0.1f));
        prop.Add(ivory, Solids.Box(0.14f, 0.025f, 0.05f, 0.006f).At(0, 1.26f, 0.152f), Solids.Box(0.22f, 0.02f, 0.03f, 0.006f).At(0, -0.31f, 0.16f));
        for (int i = 0; i < 9; i++)
            prop.Add(steel, Solids.Box(0.128f, 0.01f, 0.012f, 0.003f).At(0, 1.16f - 0.92f * (1 - MathF.Pow(2, -i / 7f)), 0.166f));
        for (int i = 0; i < 4; i++)
            prop.Add(steel, Solids.Box(0.008f, 1.6f, 0.006f, 0.001f).At(-0.042f + i * 0.028f, 0.48f, 0.176f));
        foreach (float x in new[] { -1f, 1f })
        {
            for (int i = 0; i < 3; i++)
                prop.Add(steel, Solids.Sphere(0.032f, 10, 6).At(x * 0.15f, 1.47f + i * 0.085f, 0.1f));
        }
        return prop.Build(Quaternion.CreateFromAxisAngle(Vector3.UnitZ, -0.22f) * Quaternion.CreateFromAxisAngle(Vector3.UnitX, -0.12f), hover: 0.03f);
    }

    /// <summary>An eighth of the cover: a shell between two ribs whose edge is drawn in between them.</summary>
    private static Solid Gore()
    {
        const int Steps = 6, Along = 8;
        var rings = new List<Vector3[]>();
        for (int i = 0; i <= Steps; i++)
        {
            float across = (float)i / Steps, slack = MathF.Sin(across * MathF.PI);
            (float sine, float cosine) = MathF.SinCos(across * MathF.PI / 4);
            Vector3 At(int j, float inside)
            {
                float t = 0.03f + 0.97f * j / Along;
                float radius = 0.95f * MathF.Sin(t * MathF.PI / 2) * (1 - 0.08f * slack * t), y = 1.78f - 0.62f * t * t * (1 - 0.1f * slack * t);
                return new Vector3(cosine * radius * (1 - inside), y - inside, sine * radius * (1 - inside));
            }
            rings.Add([.. Enumerable.Range(0, Along + 1).Select(j => At(j, 0)), .. Enumerable.Range(0, Along + 1).Select(j => At(Along - j, 0.018f))]);
        }
        return Loft.Over(rings);
    }
}
