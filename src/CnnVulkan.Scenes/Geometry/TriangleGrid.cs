using System.Numerics;

namespace CnnVulkan.Scenes.Geometry;

/// <summary>The triangles of a mesh sorted into cells, to find what a ray meets.</summary>
internal sealed class TriangleGrid
{
    private const int Cells = 20;

    /// <summary>One corner and the edges to the two others, of each triangle.</summary>
    private readonly (Vector3 A, Vector3 Ab, Vector3 Ac)[] _triangles;
    private readonly Vector3 _least;
    private readonly Vector3 _cell;
    private readonly int[]?[] _inCell;

    public TriangleGrid(Mesh mesh)
    {
        _triangles = new (Vector3, Vector3, Vector3)[mesh.Triangles.Length / 3];
        (Vector3 least, Vector3 most) = mesh.Bounds();
        _least = least - new Vector3(1e-3f);
        _cell = (most - least + new Vector3(2e-3f)) / Cells;
        var inCell = new List<int>?[Cells * Cells * Cells];
        Vector3 Corner(int index) => mesh.Vertices[mesh.Triangles[index]].Position;
        for (int i = 0; i < _triangles.Length; i++)
        {
            (Vector3 a, Vector3 b, Vector3 c) = (Corner(3 * i), Corner(3 * i + 1), Corner(3 * i + 2));
            _triangles[i] = (a, b - a, c - a);
            Insert(inCell, i, Vector3.Min(a, Vector3.Min(b, c)), Vector3.Max(a, Vector3.Max(b, c)));
        }
        _inCell = Array.ConvertAll(inCell, list => list?.ToArray());
    }

    /// <summary>How far along a ray of unit direction the nearest face towards it lies; infinity if none within <paramref name="most"/>.</summary>
    public float Hit(Vector3 origin, Vector3 direction, float most)
    {
        // No component may be zero: walls that the ray runs along would be infinitely far in either direction.
        direction = new Vector3(NotZero(direction.X), NotZero(direction.Y), NotZero(direction.Z));
        float from = Enter(origin, direction, most);
        if (float.IsInfinity(from))
            return from;
        Vector3 place = (origin + direction * from - _least) / _cell;
        (int x, int y, int z) = (Clamp(place.X), Clamp(place.Y), Clamp(place.Z));
        Vector3 step = Vector3.Abs(_cell / direction);
        (int stepX, int stepY, int stepZ) = (direction.X > 0 ? 1 : -1, direction.Y > 0 ? 1 : -1, direction.Z > 0 ? 1 : -1);
        Vector3 wall = _least + new Vector3(x + (stepX > 0 ? 1 : 0), y + (stepY > 0 ? 1 : 0), z + (stepZ > 0 ? 1 : 0)) * _cell;
        Vector3 next = (wall - origin) / direction;
        // From cell to neighbouring cell, always through the nearest wall (Amanatides and Woo).
        while (true)
        {
            float leave = Math.Min(next.X, Math.Min(next.Y, next.Z));
            if (_inCell[(z * Cells + y) * Cells + x] is { } triangles)
            {
                float hit = HitIn(triangles, origin, direction);
                if (hit <= leave + 1e-4f)
                    return hit <= most ? hit : float.PositiveInfinity;
            }
            if (leave > most)
                return float.PositiveInfinity;
            if (next.X == leave)
                (x, next.X) = (x + stepX, next.X + step.X);
            else if (next.Y == leave)
                (y, next.Y) = (y + stepY, next.Y + step.Y);
            else
                (z, next.Z) = (z + stepZ, next.Z + step.Z);
            if ((uint)x >= Cells || (uint)y >= Cells || (uint)z >= Cells)
                return float.PositiveInfinity;
        }
    }

    private static float NotZero(float component) => MathF.Abs(component) > 1e-9f ? component : 1e-9f;

    private static int Clamp(float place) => Math.Clamp((int)place, 0, Cells - 1);

    /// <summary>Where the ray comes into the grid.</summary>
    private float Enter(Vector3 origin, Vector3 direction, float most)
    {
        (float from, float to) = (0, most);
        for (int axis = 0; axis < 3; axis++)
        {
            float low = (_least[axis] - origin[axis]) / direction[axis], high = (_least[axis] + _cell[axis] * Cells - origin[axis]) / direction[axis];
            (from, to) = (Math.Max(from, Math.Min(low, high)), Math.Min(to, Math.Max(low, high)));
        }
        return from <= to ? from : float.PositiveInfinity;
    }

    private float HitIn(int[] triangles, Vector3 origin, Vector3 direction)
    {
        float nearest = float.PositiveInfinity;
        foreach (int i in triangles)
        {
            ref readonly (Vector3 A, Vector3 Ab, Vector3 Ac) triangle = ref _triangles[i];
            (Vector3 a, Vector3 ab, Vector3 ac) = triangle;
            // Möller and Trumbore; a face seen from behind is no hit, so that what stands inside a body sees out of it.
            Vector3 p = Vector3.Cross(direction, ac);
            float determinant = Vector3.Dot(ab, p);
            if (determinant < 1e-10f)
                continue;
            Vector3 t = origin - a;
            float u = Vector3.Dot(t, p);
            Vector3 q = Vector3.Cross(t, ab);
            float v = Vector3.Dot(direction, q);
            if (u < 0 || v < 0 || u + v > determinant)
                continue;
            float distance = Vector3.Dot(ac, q) / determinant;
            if (distance > 0 && distance < nearest)
                nearest = distance;
        }
        return nearest;
    }

    private void Insert(List<int>?[] inCell, int i, Vector3 least, Vector3 most)
    {
        (least, most) = ((least - _least) / _cell, (most - _least) / _cell);
        for (int z = Clamp(least.Z); z <= Clamp(most.Z); z++)
        {
            for (int y = Clamp(least.Y); y <= Clamp(most.Y); y++)
            {
                for (int x = Clamp(least.X); x <= Clamp(most.X); x++)
                    (inCell[(z * Cells + y) * Cells + x] ??= []).Add(i);
            }
        }
    }
}
