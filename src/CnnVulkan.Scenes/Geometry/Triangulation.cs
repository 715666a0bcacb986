using System.Numerics;

namespace CnnVulkan.Scenes.Geometry;

/// <summary>Cuts a polygon without holes into triangles by clipping ears.</summary>
internal static class Triangulation
{
    /// <summary>The triangles of a flat polygon in space, as indices into it, wound as it is.</summary>
    public static int[] Of(ReadOnlySpan<Vector3> polygon)
    {
        Vector3 normal = Vector3.Zero;
        for (int i = 0; i < polygon.Length; i++)
            normal += Vector3.Cross(polygon[i], polygon[(i + 1) % polygon.Length]);
        normal = Vector3.Normalize(normal);
        Vector3 right = Vector3.Normalize(Vector3.Cross(normal, MathF.Abs(normal.Y) < 0.9f ? Vector3.UnitY : Vector3.UnitX));
        Vector3 up = Vector3.Cross(normal, right);
        var flat = new Vector2[polygon.Length];
        for (int i = 0; i < flat.Length; i++)
            flat[i] = new Vector2(Vector3.Dot(polygon[i], right), Vector3.Dot(polygon[i], up));
        return Clip(flat);
    }

    private static int[] Clip(Vector2[] points)
    {
        var rest = Enumerable.Range(0, points.Length).ToList();
        var triangles = new List<int>(3 * points.Length);
        while (rest.Count > 3)
        {
            int ear = FindEar(points, rest);
            int count = rest.Count;
            triangles.AddRange([rest[(ear + count - 1) % count], rest[ear], rest[(ear + 1) % count]]);
            rest.RemoveAt(ear);
        }
        triangles.AddRange(rest);
        return [.. triangles];
    }

    /// <summary>The fattest ear, so that no slivers are left; the fattest corner where rounding hides every ear.</summary>
    private static int FindEar(Vector2[] points, List<int> rest)
    {
        (int best, float bestShape, bool bestIsEar) = (0, float.NegativeInfinity, false);
        for (int i = 0; i < rest.Count; i++)
        {
            Vector2 a = points[rest[(i + rest.Count - 1) % rest.Count]], b = points[rest[i]], c = points[rest[(i + 1) % rest.Count]];
            float shape = Cross(b - a, c - a) / Math.Max((c - a).LengthSquared(), 1e-12f);
            bool isEar = shape > 0 && !rest.Any(p => points[p] != a && points[p] != b && points[p] != c && Inside(points[p], a, b, c));
            if ((isEar && !bestIsEar) || (isEar == bestIsEar && shape > bestShape))
                (best, bestShape, bestIsEar) = (i, shape, isEar);
        }
        return best;
    }

    private static bool Inside(Vector2 p, Vector2 a, Vector2 b, Vector2 c)
        => Cross(b - a, p - a) >= 0 && Cross(c - b, p - b) >= 0 && Cross(a - c, p - c) >= 0;

    private static float Cross(Vector2 a, Vector2 b) => a.X * b.Y - a.Y * b.X;
}
