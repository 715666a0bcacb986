using System.Numerics;

namespace CnnVulkan.Scenes.Geometry;

/// <summary>Bodies by name. All lengths are in the prop's own units; Y is up and the front faces +Z.</summary>
internal static class Solids
{
    private const float OnAxis = 1e-6f;

    /// <summary>A box around the origin whose edges are cut by <paramref name="bevel"/>, so that they catch light.</summary>
    public static Solid Box(float width, float height, float depth, float bevel = 0.02f)
    {
        var half = new Vector3(width, height, depth) / 2;
        bevel = Math.Min(bevel, 0.45f * Math.Min(width, Math.Min(height, depth)));
        // Each corner of the box becomes three: one on each face, drawn back along the other two axes.
        var positions = new Vector3[24];
        for (int corner = 0; corner < 8; corner++)
        {
            var sign = new Vector3((corner & 1) * 2 - 1, (corner >> 1 & 1) * 2 - 1, (corner >> 2) * 2 - 1);
            for (int axis = 0; axis < 3; axis++)
            {
                Vector3 inner = half - new Vector3(bevel);
                inner[axis] = half[axis];
                positions[corner * 3 + axis] = inner * sign;
            }
        }
        return new Solid(positions, BoxTriangles());
    }

    /// <summary>A profile of (radius, height) turned about the Y axis. Its ends are closed flat where they are off the axis.</summary>
    public static Solid Lathe(Outline profile, int segments = 24)
    {
        var rings = profile.Points.Select(p => Ring(p.X, p.Y, segments)).ToList();
        return Loft.Over(rings, profile.IsClosed);
    }

    public static Solid Lathe(int segments, params (float Radius, float Height)[] profile) => Lathe(Outline.Open(profile), segments);

    /// <summary>A cone cut off, standing on the origin, with rims cut by <paramref name="bevel"/>.</summary>
    public static Solid Taper(float bottomRadius, float topRadius, float height, float bevel = 0.015f, int segments = 24)
    {
        bevel = Math.Min(bevel, 0.45f * Math.Min(height, Math.Min(bottomRadius, topRadius)));
        return Lathe(segments, (bottomRadius - bevel, 0), (bottomRadius, bevel), (topRadius, height - bevel), (topRadius - bevel, height));
    }

    /// <summary>A cylinder standing on the origin.</summary>
    public static Solid Cylinder(float radius, float height, float bevel = 0.015f, int segments = 24) => Taper(radius, radius, height, bevel, segments);

    public static Solid Cone(float radius, float height, float bevel = 0.015f, int segments = 24)
        => Lathe(segments, (radius - bevel, 0), (radius, bevel), (0, height));

    public static Solid Sphere(float radius, int segments = 20, int rings = 12) => Lathe(new Outline(false, [.. Enumerable.Range(0, rings + 1).Select(i =>
    {
        (float sine, float cosine) = MathF.SinCos(i * MathF.PI / rings);
        return new Vector2(sine * radius, -cosine * radius);
    })]), segments);

    public static Solid Torus(float radius, float tube, int segments = 24, int sides = 10)
        => Lathe(Outline.Ellipse(tube, tube, sides).Moved(radius, 0), segments);

    /// <summary>A closed outline in the XY plane given depth along Z, around the origin, front and back rims cut by <paramref name="bevel"/>.</summary>
    public static Solid Extrude(Outline outline, float depth, float bevel = 0.015f)
    {
        float half = depth / 2;
        Vector3[] Section(Outline of, float z) => Array.ConvertAll(of.Points, p => new Vector3(p, z));
        if (bevel <= 0)
            return Loft.Over([Section(outline, -half), Section(outline, half)]);
        Outline inner = outline.Inset(bevel);
        return Loft.Over([Section(inner, -half), Section(outline, -half + bevel), Section(outline, half - bevel), Section(inner, half)]);
    }

    private static Vector3[] Ring(float radius, float height, int segments)
    {
        if (radius < OnAxis)
            return [new Vector3(0, height, 0)];
        var ring = new Vector3[segments];
        for (int i = 0; i < segments; i++)
        {
            (float sine, float cosine) = MathF.SinCos(i * MathF.Tau / segments);
            ring[i] = new Vector3(cosine * radius, height, -sine * radius);
        }
        return ring;
    }

    private static int[] BoxTriangles()
    {
        var triangles = new List<int>();
        for (int axis = 0; axis < 3; axis++)
        {
            int u = 1 << (axis + 1) % 3, v = 1 << (axis + 2) % 3;
            for (int side = 0; side < 2; side++)
            {
                int corner = side << axis;
                int[] quad = [corner * 3 + axis, (corner | u) * 3 + axis, (corner | u | v) * 3 + axis, (corner | v) * 3 + axis];
                AddQuad(triangles, quad, flip: side == 0);
            }
            // The cut along the four edges that run in this axis's direction.
            for (int edge = 0; edge < 4; edge++)
            {
                int from = ((edge & 1) != 0 ? u : 0) | ((edge & 2) != 0 ? v : 0), to = from | 1 << axis;
                int faceU = (axis + 1) % 3, faceV = (axis + 2) % 3;
                AddQuad(triangles, [from * 3 + faceU, from * 3 + faceV, to * 3 + faceV, to * 3 + faceU], flip: edge is 1 or 2);
            }
        }
        for (int corner = 0; corner < 8; corner++)
        {
            bool flip = int.PopCount(corner) % 2 == 0;
            triangles.AddRange(flip ? [corner * 3, corner * 3 + 2, corner * 3 + 1] : [corner * 3, corner * 3 + 1, corner * 3 + 2]);
        }
        return [.. triangles];
    }

    private static void AddQuad(List<int> triangles, int[] quad, bool flip)
        => triangles.AddRange(flip ? [quad[0], quad[2], quad[1], quad[0], quad[3], quad[2]] : [quad[0], quad[1], quad[2], quad[0], quad[2], quad[3]]);
}
