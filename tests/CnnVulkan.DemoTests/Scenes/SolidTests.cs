using System.Numerics;
using CnnVulkan.Scenes.Geometry;

namespace CnnVulkan.DemoTests.Scenes;

public sealed class SolidTests
{
    [Fact]
    public void Bodies_have_the_volume_of_what_they_are()
    {
        Assert.Equal(2 * 3 * 4, Solids.Box(2, 3, 4, 0).Volume, 1e-3f);
        Assert.InRange(Solids.Box(2, 2, 2, 0.2f).Volume, 7.4f, 7.9f);
        Assert.Equal(MathF.PI * 4 / 3, Solids.Sphere(1, 64, 48).Volume, 0.02f);
        Assert.Equal(MathF.PI * 0.25f * 2, Solids.Cylinder(0.5f, 2, 0, 128).Volume, 0.01f);
        Assert.Equal(MathF.PI / 3, Solids.Cone(1, 1, 0, 128).Volume, 0.01f);
        Assert.Equal(2 * MathF.PI * MathF.PI * 0.04f, Solids.Torus(1, 0.2f, 96, 48).Volume, 0.01f);
    }

    [Fact]
    public void Every_way_to_make_a_body_closes_it()
    {
        Solid[] solids =
        [
            Solids.Box(1, 2, 3), Solids.Box(1, 1, 1, 0), Solids.Lathe(7, (0, 0), (1, 0.5f), (0.5f, 1)), Solids.Lathe(Outline.Rectangle(0.2f, 0.4f).Moved(1, 0), 9),
            Solids.Sphere(1), Solids.Torus(1, 0.3f), Solids.Cone(1, 2), Blob.Of(1, 0.2f, 3), Solids.Extrude(Arrow, 0.4f), Solids.Extrude(Arrow.Rounded(0.05f), 0.4f, 0),
            Sweep.Along(0.1f, 6, new(0, 0, 0), new(0, 1, 0), new(1, 1, 0), new(1, 1, 1)), Sweep.Along(0.1f, 5, Sweep.Arc(0, 0, 1, 1, 0, 300, 12)),
        ];
        Assert.All(solids, AssertClosed);
    }

    [Fact]
    public void A_mirrored_body_is_turned_right_side_out()
    {
        Solid mirrored = Solids.Sphere(1).Scaled(-1, 1, 1);
        Assert.True(mirrored.Volume > 0);
        AssertClosed(mirrored);
    }

    [Fact]
    public void Large_faces_stay_flat_beside_their_bevels()
    {
        var (vertices, triangles) = (new List<MeshVertex>(), new List<int>());
        SmoothNormals.Append(Solids.Box(2, 2, 2, 0.05f), 0, vertices, triangles);
        int large = 0;
        for (int i = 0; i < triangles.Count; i += 3)
        {
            (MeshVertex a, MeshVertex b, MeshVertex c) = (vertices[triangles[i]], vertices[triangles[i + 1]], vertices[triangles[i + 2]]);
            Vector3 face = Vector3.Cross(b.Position - a.Position, c.Position - a.Position);
            if (face.Length() < 1)
                continue;
            large++;
            Assert.All(new[] { a, b, c }, v => Assert.True(Vector3.Dot(v.Normal, Vector3.Normalize(face)) > 0.99f));
        }
        Assert.Equal(12, large);
    }

    [Fact]
    public void Edges_sharper_than_the_crease_are_hard()
    {
        var (vertices, triangles) = (new List<MeshVertex>(), new List<int>());
        SmoothNormals.Append(Solids.Lathe(4, (1, 0), (1, 1)).Creased(30), 0, vertices, triangles);
        // Eight corners of three faces each.
        Assert.Equal(24, vertices.Count);
    }

    [Fact]
    public void Concave_polygons_are_cut_without_overlap()
    {
        Vector3[] polygon = Array.ConvertAll(Arrow.Points, p => new Vector3(p, 0));
        int[] triangles = Triangulation.Of(polygon);
        Assert.Equal((polygon.Length - 2) * 3, triangles.Length);
        float area = 0;
        for (int i = 0; i < triangles.Length; i += 3)
        {
            float part = Vector3.Cross(polygon[triangles[i + 1]] - polygon[triangles[i]], polygon[triangles[i + 2]] - polygon[triangles[i]]).Z / 2;
            Assert.True(part > 0);
            area += part;
        }
        Assert.Equal(Arrow.Area(), area, 1e-5f);
    }

    [Fact]
    public void Insets_keep_their_distance_to_every_side()
    {
        Outline inner = Outline.Rectangle(4, 2).Inset(0.25f);
        Assert.Equal(3.5f * 1.5f, inner.Area(), 1e-4f);
        Assert.Equal(3.5f * 1.5f, -new Outline(true, [.. Outline.Rectangle(4, 2).Points.Reverse()]).Inset(0.25f).Area(), 1e-4f);
    }

    [Fact]
    public void A_place_under_a_roof_sees_less_sky()
    {
        var (vertices, triangles) = (new List<MeshVertex>(), new List<int>());
        SmoothNormals.Append(Solids.Box(2, 0.1f, 2, 0).At(0, 0.4f, 0), 0, vertices, triangles);
        var grid = new TriangleGrid(new Mesh([.. vertices], [.. triangles]));
        Assert.InRange(Openness.OfGround(grid, 0, 0), 0.2f, 0.5f);
        Assert.Equal(1, Openness.OfGround(grid, 3, 3));
        Assert.Equal(0.35f, grid.Hit(Vector3.Zero, Vector3.UnitY, 10), 1e-3f);
        Assert.True(float.IsInfinity(grid.Hit(Vector3.Zero, Vector3.UnitY, 0.3f)));
        Assert.True(float.IsInfinity(grid.Hit(new Vector3(0, 2, 0), Vector3.UnitY, 10)));
    }

    /// <summary>Each edge is run along once in either direction, and the inside is inside.</summary>
    internal static void AssertClosed(Solid solid)
    {
        var edges = new HashSet<(int, int)>();
        for (int i = 0; i < solid.Triangles.Length; i += 3)
        {
            for (int k = 0; k < 3; k++)
                Assert.True(edges.Add((solid.Triangles[i + k], solid.Triangles[i + (k + 1) % 3])), "Two faces run along an edge in the same direction.");
        }
        Assert.All(edges, e => Assert.Contains((e.Item2, e.Item1), edges));
        Assert.True(solid.Volume > 0);
    }

    private static Outline Arrow => Outline.Closed((-1, -0.2f), (0.2f, -0.2f), (0.2f, -0.6f), (1, 0), (0.2f, 0.6f), (0.2f, 0.2f), (-1, 0.2f), (-0.7f, 0));
}
