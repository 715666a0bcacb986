using System.Numerics;
using CnnVulkan.Scenes.Geometry;
using CnnVulkan.Scenes.Props;

namespace CnnVulkan.DemoTests.Scenes;

/// <summary>What every prop must be, so that it can be lit, shaded and drawn with back faces left out.</summary>
public sealed class PropTests
{
    /// <summary>A CPU driver draws the whole stage many times a second: no prop may be heavier.</summary>
    private const int MostTriangles = 6000;

    public static TheoryData<string> Labels => [.. PropCatalog.Labels];

    [Fact]
    public void There_are_enough_kinds_each_once_and_in_order()
    {
        Assert.True(PropCatalog.Labels.Count >= 16);
        Assert.Equal(PropCatalog.Labels.Distinct().Order(StringComparer.Ordinal), PropCatalog.Labels);
        Assert.All(Enumerable.Range(0, PropCatalog.Labels.Count), i => Assert.Equal(PropCatalog.Labels[i], PropCatalog.Get(i).Label));
        Assert.Equal(-1, PropCatalog.IndexOf("dragon"));
    }

    [Theory]
    [MemberData(nameof(Labels))]
    public void Bodies_are_closed_and_not_inside_out(string label) => Assert.All(Of(label).Solids, SolidTests.AssertClosed);

    [Theory]
    [MemberData(nameof(Labels))]
    public void Normals_have_unit_length_and_point_out_of_their_faces(string label)
    {
        Mesh mesh = Of(label).Mesh;
        Assert.All(mesh.Vertices, v => Assert.InRange(v.Normal.Length(), 0.999f, 1.001f));
        for (int i = 0; i < mesh.Triangles.Length; i += 3)
        {
            MeshVertex a = mesh.Vertices[mesh.Triangles[i]], b = mesh.Vertices[mesh.Triangles[i + 1]], c = mesh.Vertices[mesh.Triangles[i + 2]];
            Vector3 face = Vector3.Cross(b.Position - a.Position, c.Position - a.Position);
            Assert.True(face.LengthSquared() == 0 || Vector3.Dot(face, a.Normal + b.Normal + c.Normal) > 0, $"Triangle {i / 3} of {label} faces away from its normals.");
        }
    }

    [Theory]
    [MemberData(nameof(Labels))]
    public void It_stands_on_the_ground_in_the_middle_and_is_as_large_as_all(string label)
    {
        (Vector3 least, Vector3 most) = Of(label).Mesh.Bounds();
        Assert.InRange(least.Y, -1e-4f, 0.1f);
        Assert.Equal(0, least.X + most.X, 1e-3f);
        Assert.Equal(0, least.Z + most.Z, 1e-3f);
        Assert.Equal(2 * PropBuilder.Radius, (most - least).Length(), 1e-3f);
    }

    [Theory]
    [MemberData(nameof(Labels))]
    public void It_is_light_and_its_materials_exist(string label)
    {
        Prop prop = Of(label);
        Assert.InRange(prop.Mesh.Triangles.Length / 3, 100, MostTriangles);
        Assert.All(prop.Mesh.Vertices, v => Assert.InRange(v.Slot, 0, prop.Materials.Count - 1));
        Assert.True(prop.Materials.Count <= Prop.MaxMaterials);
        Assert.True(prop.Colourways >= 3, $"{label} comes in {prop.Colourways} colourways.");
        Assert.All(prop.Mesh.Vertices.Concat(prop.Shade.Vertices), v => Assert.InRange(v.Openness, 0, 1));
    }

    [Theory]
    [MemberData(nameof(Labels))]
    public void It_darkens_the_ground_beneath_it_and_not_beyond(string label)
    {
        MeshVertex[] shade = Of(label).Shade.Vertices;
        Assert.True(shade.Min(v => v.Openness) < 0.9f);
        float edge = shade.Max(v => v.Position.X);
        Assert.All(shade.Where(v => v.Position.X > edge - 1e-4f), v => Assert.Equal(1, v.Openness));
    }

    [Fact]
    public void It_is_the_same_each_time_it_is_made()
    {
        (Prop first, Prop second) = (Nature.Tree(), Nature.Tree());
        Assert.Equal(first.Mesh.Vertices, second.Mesh.Vertices);
        Assert.Equal(first.Mesh.Triangles, second.Mesh.Triangles);
    }

    private static Prop Of(string label) => PropCatalog.Get(PropCatalog.IndexOf(label));
}
