using System.Numerics;

namespace CnnVulkan.Scenes.Geometry;

/// <summary>A skin over cross-sections: what lathes, sweeps and extrusions come down to.</summary>
internal static class Loft
{
    /// <summary>
    /// Joins rings of equally many points; a ring of one point is a tip. The ends are closed with flat caps, or joined with each other.
    /// </summary>
    public static Solid Over(IReadOnlyList<Vector3[]> rings, bool joinEnds = false)
    {
        var positions = new List<Vector3>();
        int[] first = new int[rings.Count];
        for (int i = 0; i < rings.Count; i++)
        {
            first[i] = positions.Count;
            positions.AddRange(rings[i]);
        }
        var triangles = new List<int>();
        int joints = joinEnds ? rings.Count : rings.Count - 1;
        for (int i = 0; i < joints; i++)
        {
            int next = (i + 1) % rings.Count;
            Join(triangles, first[i], rings[i].Length, first[next], rings[next].Length);
        }
        if (!joinEnds)
        {
            AddCap(triangles, rings[0], first[0], flip: true);
            AddCap(triangles, rings[^1], first[^1], flip: false);
        }
        return new Solid([.. positions], [.. triangles]);
    }

    private static void Join(List<int> triangles, int lower, int lowerCount, int upper, int upperCount)
    {
        int count = Math.Max(lowerCount, upperCount);
        for (int j = 0; j < count; j++)
        {
            int next = (j + 1) % count;
            if (lowerCount > 1)
                triangles.AddRange([lower + j, lower + next, upper + (upperCount > 1 ? next : 0)]);
            if (upperCount > 1)
                triangles.AddRange([lower + (lowerCount > 1 ? j : 0), upper + next, upper + j]);
        }
    }

    private static void AddCap(List<int> triangles, Vector3[] ring, int first, bool flip)
    {
        if (ring.Length < 3)
            return;
        int[] cap = Triangulation.Of(ring);
        for (int i = 0; i < cap.Length; i += 3)
        {
            triangles.Add(first + cap[i]);
            triangles.Add(first + cap[flip ? i + 2 : i + 1]);
            triangles.Add(first + cap[flip ? i + 1 : i + 2]);
        }
    }
}
