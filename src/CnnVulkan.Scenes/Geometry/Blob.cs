using System.Numerics;

namespace CnnVulkan.Scenes.Geometry;

/// <summary>Round lumps: foliage, rocks, snow.</summary>
internal static class Blob
{
    /// <summary>A ball of even triangles, made uneven by a few waves that the seed chooses.</summary>
    /// <param name="radius">Of the ball.</param>
    /// <param name="roughness">How far the surface leaves the ball, in parts of the radius.</param>
    /// <param name="seed">Of the waves.</param>
    /// <param name="detail">0: 20 triangles; each step four times as many.</param>
    public static Solid Of(float radius, float roughness, ulong seed, int detail = 2)
    {
        (List<Vector3> positions, List<int> triangles) = Icosahedron();
        for (int i = 0; i < detail; i++)
            triangles = Split(positions, triangles);
        var random = new SeededRandom(seed);
        var waves = new Vector4[5];
        for (int i = 0; i < waves.Length; i++)
            waves[i] = new Vector4(random.Direction() * random.Between(2.5f, 5f), random.Between(0, MathF.Tau));
        for (int i = 0; i < positions.Count; i++)
        {
            Vector3 direction = Vector3.Normalize(positions[i]);
            float height = waves.Sum(w => MathF.Sin(Vector3.Dot(direction, new Vector3(w.X, w.Y, w.Z)) + w.W)) / waves.Length;
            positions[i] = direction * (radius * (1 + roughness * height * 2));
        }
        return new Solid([.. positions], [.. triangles], crease: 80);
    }

    private static (List<Vector3> Positions, List<int> Triangles) Icosahedron()
    {
        float golden = (1 + MathF.Sqrt(5)) / 2;
        List<Vector3> positions =
        [
            new(-1, golden, 0), new(1, golden, 0), new(-1, -golden, 0), new(1, -golden, 0), new(0, -1, golden), new(0, 1, golden),
            new(0, -1, -golden), new(0, 1, -golden), new(golden, 0, -1), new(golden, 0, 1), new(-golden, 0, -1), new(-golden, 0, 1),
        ];
        List<int> triangles =
        [
            0, 11, 5, 0, 5, 1, 0, 1, 7, 0, 7, 10, 0, 10, 11, 1, 5, 9, 5, 11, 4, 11, 10, 2, 10, 7, 6, 7, 1, 8,
            3, 9, 4, 3, 4, 2, 3, 2, 6, 3, 6, 8, 3, 8, 9, 4, 9, 5, 2, 4, 11, 6, 2, 10, 8, 6, 7, 9, 8, 1,
        ];
        return (positions, triangles);
    }

    private static List<int> Split(List<Vector3> positions, List<int> triangles)
    {
        var middles = new Dictionary<(int, int), int>();
        int Middle(int a, int b)
        {
            (int, int) edge = a < b ? (a, b) : (b, a);
            if (!middles.TryGetValue(edge, out int middle))
            {
                middle = middles[edge] = positions.Count;
                positions.Add(Vector3.Normalize(positions[a]) + Vector3.Normalize(positions[b]));
            }
            return middle;
        }
        var split = new List<int>(triangles.Count * 4);
        for (int i = 0; i < triangles.Count; i += 3)
        {
            (int a, int b, int c) = (triangles[i], triangles[i + 1], triangles[i + 2]);
            (int ab, int bc, int ca) = (Middle(a, b), Middle(b, c), Middle(c, a));
            split.AddRange([a, ab, ca, ab, b, bc, ca, bc, c, ab, bc, ca]);
        }
        return split;
    }
}
