using System.Numerics;

namespace CnnVulkan.Scenes.Geometry;

/// <summary>Ambient light, worked out once: how much of the sky each place sees, by rays.</summary>
internal static class Openness
{
    private const int Rays = 24;

    /// <summary>Farther than this a face hides next to nothing; props are about 2 units across.</summary>
    private const float Reach = 0.9f;

    /// <summary>The ground is light: what it hides of the sky it gives back in part.</summary>
    private const float GroundHides = 0.45f;

    private const float Lift = 0.004f;

    private static readonly Vector3[] Directions = Hemisphere();

    /// <summary>The same mesh, with each vertex knowing how open it lies.</summary>
    public static Mesh Baked(Mesh mesh, TriangleGrid grid)
        => mesh with { Vertices = Array.ConvertAll(mesh.Vertices, v => v with { Openness = At(grid, v.Position, v.Normal, onGround: false) }) };

    /// <summary>How open a place on the ground lies beneath the mesh.</summary>
    public static float OfGround(TriangleGrid grid, float x, float z) => At(grid, new Vector3(x, 0, z), Vector3.UnitY, onGround: true);

    private static float At(TriangleGrid grid, Vector3 place, Vector3 normal, bool onGround)
    {
        Vector3 right = Vector3.Normalize(Vector3.Cross(normal, MathF.Abs(normal.Y) < 0.9f ? Vector3.UnitY : Vector3.UnitX));
        Vector3 ahead = Vector3.Cross(normal, right);
        Vector3 origin = place + normal * Lift;
        float open = 0;
        foreach (Vector3 local in Directions)
        {
            Vector3 direction = right * local.X + normal * local.Y + ahead * local.Z;
            float hit = grid.Hit(origin, direction, Reach);
            float hidden = float.IsInfinity(hit) ? 0 : 1 - hit / Reach * (hit / Reach);
            if (!onGround && direction.Y < 0 && origin.Y / -direction.Y < Math.Min(hit, Reach))
                hidden = Math.Max(hidden, GroundHides * (1 - origin.Y / -direction.Y / Reach));
            open += 1 - hidden;
        }
        return open / Directions.Length;
    }

    /// <summary>Directions around Y, denser where light counts more (by the cosine), evenly spread by the golden angle.</summary>
    private static Vector3[] Hemisphere()
    {
        var directions = new Vector3[Rays];
        for (int i = 0; i < Rays; i++)
        {
            float radius = MathF.Sqrt((i + 0.5f) / Rays);
            (float sine, float cosine) = MathF.SinCos(i * 2.3999632f);
            directions[i] = new Vector3(radius * cosine, MathF.Sqrt(1 - radius * radius), radius * sine);
        }
        return directions;
    }
}
