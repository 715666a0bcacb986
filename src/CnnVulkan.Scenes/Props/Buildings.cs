using CnnVulkan.Scenes.Geometry;

namespace CnnVulkan.Scenes.Props;

/// <summary>What people live and work in.</summary>
internal static class Buildings
{
    public static Prop House()
    {
        var prop = new PropBuilder("house");
        int walls = prop.Paint(0.15f, 0xF0E2C6, 0xDCE6EA, 0xF3D0B5, 0xE9E3EE);
        int roof = prop.Paint(0.2f, 0xB5472F, 0x3D5B7A, 0x4F7A4A, 0x7A4B66);
        int wood = prop.Fixed(0x7B4E2D, 0.2f);
        int door = prop.Paint(0.4f, 0x2F7F86, 0xC0533A, 0x2F4F7F, 0xD29A2E);
        int frame = prop.Fixed(0xFBF7EC, 0.3f);
        int glass = prop.Fixed(0x86B7D6, 0.95f, 0.25f, 0.05f);
        int stone = prop.Fixed(0x9A948C, 0.1f);
        prop.Add(stone, Solids.Box(1.5f, 0.12f, 1.22f, 0.02f).At(0, 0.06f, 0), Solids.Box(0.42f, 0.08f, 0.26f).At(-0.25f, 0.04f, 0.68f));
        prop.Add(walls, Solids.Extrude(Outline.Closed((-0.68f, 0.1f), (0.68f, 0.1f), (0.68f, 0.8f), (0, 1.42f), (-0.68f, 0.8f)), 1.1f, 0.015f));
        foreach (float side in new[] { -1f, 1f })
            prop.Add(roof, Solids.Box(1.14f, 0.09f, 1.36f, 0.025f).Turned(0, 0, -side * 42.4f).At(side * 0.42f, 1.115f, 0));
        prop.Add(wood, Solids.Box(0.09f, 0.09f, 1.4f).At(0, 1.5f, 0));
        prop.Add(stone, Solids.Box(0.22f, 0.6f, 0.22f).At(0.38f, 1.42f, -0.25f), Solids.Box(0.28f, 0.08f, 0.28f).At(0.38f, 1.72f, -0.25f));
        prop.Add(wood, Solids.Box(0.36f, 0.62f, 0.06f).At(-0.25f, 0.39f, 0.55f));
        prop.Add(door, Solids.Box(0.28f, 0.55f, 0.06f).At(-0.25f, 0.38f, 0.57f));
        prop.Add(frame, Solids.Sphere(0.025f, 8, 6).At(-0.16f, 0.38f, 0.61f));
        AddWindow(prop, frame, glass, 0.28f, 0.5f, 0.55f, 0);
        AddWindow(prop, frame, glass, 0, 1.0f, 0.55f, 0);
        foreach (float turn in new[] { 90f, 270f })
        {
            AddWindow(prop, frame, glass, -0.27f, 0.5f, 0.68f, turn);
            AddWindow(prop, frame, glass, 0.27f, 0.5f, 0.68f, turn);
        }
        AddWindow(prop, frame, glass, 0, 0.55f, 0.55f, 180);
        return prop.Build();
    }

    public static Prop Windmill()
    {
        var prop = new PropBuilder("windmill");
        int walls = prop.Paint(0.15f, 0xF2ECDD, 0xE9CFAE, 0xD7E3E6);
        int roof = prop.Paint(0.2f, 0x8E4A35, 0x38506B, 0x55704A);
        int wood = prop.Fixed(0x6B4529, 0.2f);
        int cloth = prop.Fixed(0xF6F0E2, 0.1f);
        int frame = prop.Fixed(0xFBF7EC, 0.3f);
        int glass = prop.Fixed(0x6FA3C4, 0.9f, 0.25f);
        int stone = prop.Fixed(0x8F8A83, 0.1f);
        prop.Add(stone, Solids.Taper(0.62f, 0.56f, 0.22f, 0.03f, 10));
        prop.Add(walls, Solids.Lathe(10, (0.52f, 0.2f), (0.36f, 1.35f), (0.34f, 1.37f)).Creased(25));
        prop.Add(wood, Solids.Cylinder(0.4f, 0.06f, 0.015f, 20).At(0, 1.36f, 0));
        prop.Add(roof, Solids.Lathe(Outline.Open((0.4f, 1.4f), (0.41f, 1.43f), (0.34f, 1.62f), (0.16f, 1.8f), (0, 1.86f)).Rounded(0.1f, 3), 20));
        prop.Add(wood, Solids.Cylinder(0.055f, 0.24f, 0.01f, 12).Turned(90, 0, 0).At(0, 1.52f, 0.3f), Solids.Sphere(0.085f, 12, 8).At(0, 1.52f, 0.55f));
        for (int blade = 0; blade < 4; blade++)
        {
            float turn = 22 + blade * 90;
            Solid Placed(Solid solid) => solid.Turned(0, -12, 0).Turned(0, 0, turn).At(0, 1.52f, 0.53f);
            prop.Add(wood, Placed(Solids.Box(0.05f, 1.06f, 0.04f, 0.01f).At(0, 0.53f, 0)));
            prop.Add(cloth, Placed(Solids.Box(0.24f, 0.78f, 0.015f, 0.004f).At(0.13f, 0.64f, 0)));
            for (int bar = 0; bar < 4; bar++)
                prop.Add(wood, Placed(Solids.Box(0.27f, 0.025f, 0.035f, 0.005f).At(0.12f, 0.28f + bar * 0.245f, 0)));
        }
        prop.Add(wood, Solids.Extrude(Outline.Closed((-0.14f, 0.18f), (0.14f, 0.18f), (0.14f, 0.5f), (0.09f, 0.6f), (-0.09f, 0.6f), (-0.14f, 0.5f)), 0.1f, 0.01f).Turned(-8, 0, 0).At(0, 0.04f, 0.5f));
        AddWindow(prop, frame, glass, 0, 0.9f, 0.4f, 0);
        AddWindow(prop, frame, glass, 0, 0.9f, 0.4f, 180);
        return prop.Build();
    }

    private static void AddWindow(PropBuilder prop, int frame, int glass, float x, float y, float z, float turn)
    {
        prop.Add(frame, Solids.Box(0.28f, 0.3f, 0.06f).At(x, y, z).Turned(0, turn, 0));
        foreach (float side in new[] { -1f, 1f })
            prop.Add(glass, Solids.Box(0.1f, 0.23f, 0.06f, 0.005f).At(x + side * 0.06f, y, z + 0.012f).Turned(0, turn, 0));
    }
}
