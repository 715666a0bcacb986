using System.Numerics;
using CnnVulkan.Scenes.Geometry;

namespace CnnVulkan.Scenes.Props;

/// <summary>Plain bodies that are none of the props: what lies around, and what stands before things, in pictures to train with.</summary>
internal static class Shapes
{
    /// <summary>What all of them are called: no class of any picture.</summary>
    public const string Label = "shape";

    private const uint AnyColor = 0xFFFFFF;

    private static readonly Func<Solid[]>[] Makers =
    [
        () => [Solids.Box(1, 1, 1)], () => [Solids.Box(1, 0.4f, 0.7f)], () => [Solids.Box(0.25f, 1.6f, 0.25f)], () => [Solids.Box(1.6f, 0.15f, 0.3f)],
        // Walls and panes, for what stands before things.
        () => [Solids.Box(1.2f, 1.4f, 0.06f)], () => [Solids.Box(0.5f, 1.7f, 0.05f)],
        () => [Solids.Cylinder(0.4f, 1)], () => [Solids.Cylinder(0.1f, 1.7f)], () => [Solids.Cylinder(0.7f, 0.2f)], () => [Solids.Cylinder(0.25f, 1.3f).Turned(0, 0, 90)],
        () => [Solids.Sphere(0.6f)], () => [Solids.Sphere(0.6f).Scaled(1, 0.6f, 1.3f)], () => [Solids.Cone(0.6f, 1.1f)], () => [Solids.Torus(0.6f, 0.16f)],
        () => [Solids.Taper(0.7f, 0.3f, 0.8f)], () => [Solids.Lathe(4, (0.8f, 0), (0, 1f))],
        () => [Solids.Extrude(Outline.Closed((-0.6f, 0), (0.6f, 0), (-0.6f, 0.8f)), 0.7f)],
        () => [Solids.Box(0.8f, 0.5f, 0.8f), Solids.Box(0.5f, 0.4f, 0.5f).At(0.1f, 0.45f, -0.05f)],
    ];

    private static readonly Lazy<Prop>[] Made = [.. Makers.Select(maker => new Lazy<Prop>(() =>
    {
        var shape = new PropBuilder(Label);
        shape.Add(shape.Fixed(AnyColor, 0.3f), maker());
        return shape.Build();
    }))];

    public static int Count => Made.Length;

    public static Prop Get(int index) => Made[index].Value;

    public static void Prepare() => Parallel.For(0, Made.Length, i => _ = Made[i].Value);

    /// <summary>Any colour: as often bleak as bright.</summary>
    public static Palette Colors(Prop shape, SeededRandom random)
    {
        Vector3 color = LinearColor.FromHsv(random.Unit(), random.Chance(0.4f) ? random.Between(0, 0.15f) : random.Between(0.2f, 0.9f), random.Between(0.15f, 0.95f));
        return new Palette(shape, 0, (_, _) => color);
    }
}
