using System.Numerics;

namespace CnnVulkan.Demo.Scene.Geometry;

/// <summary>The triangles of a mesh sorted into cells, to find what a ray meets.</summary>
internal sealed class TriangleGrid
{
    private const int Cells = 20;

    /// <summary>One corner and the edges to the two others, of each triangle.</summary>
    private readonly (Vector3 A, Vector3 Ab, Vector3 Ac)[] _triangles;
    private readonly Vector3 _least;
    private readonly Vector3 _cell;
    private readonly List<int>?[] _inCell = new List<int>?[Cells * Cells * Cells];

    public TriangleGrid(Mesh mesh)
    {
        _triangles = new (Vector3, Vector3, Vector3)[mesh.Triangles.Length / 3];
        (Vector3 least, Vector3 most) = mesh.Bounds();
        _least = least - new Vector3(1e-3f);
        _cell = (most - least + new Vector3(2e-3f)) / Cells;
        Vector3 Corner(int index) => mesh.Vertices[mesh.Triangles[index]].Position;
        for (int i = 0; i < _triangles.Length; i++)
        {
            (Vector3 a, Vector3 b, Vector3 c) = (Corner(3 * i), Corner(3 * i + 1), Corner(3 * i + 2));
            _triangles[i] = (a, b - a, c - a);
            Insert(i, Vector3.Min(a, Vector3.Min(b, c)), Vector3.Max(a, Vector3.Max(b, c)));
        }
    }

    /// <summary>How far along a ray of unit direction the nearest face towards it lies; infinity if none within <paramref name="most"/>.</summary>
    public float Hit(Vector3 origin, Vector3 direction, float most)
    {
        float from = Enter(origin, direction, most);
        if (float.IsInfinity(from))
            return from;
        Vector3 place = (origin + direction * from - _least) / _cell;
        Span<int> at = [Clamp(place.X), Clamp(place.Y), Clamp(place.Z)];
        Span<float> next = stackalloc float[3], step = stackalloc float[3];
        for (int axis = 0; axis < 3; axis++)
        {
            float d = direction[axis];
            step[axis] = d == 0 ? float.PositiveInfinity : _cell[axis] / MathF.Abs(d);
            next[axis] = d == 0 ? float.PositiveInfinity : (_least[axis] + (at[axis] + (d > 0 ? 1 : 0)) * _cell[axis] - origin[axis]) / d;
        }
        while (true)
        {
            int axis = next[0] < next[1] ? (next[0] < next[2] ? 0 : 2) : (next[1] < next[2] ? 1 : 2);
            float hit = HitInCell(_inCell[(at[2] * Cells + at[1]) * Cells + at[0]], origin, direction);
            if (hit <= next[axis] + 1e-4f)
                return hit <= most ? hit : float.PositiveInfinity;
            at[axis] += direction[axis] > 0 ? 1 : -1;
            if (next[axis] > most || (uint)at[axis] >= Cells)
                return float.PositiveInfinity;
            next[axis] += step[axis];
        }
    }

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

    private float HitInCell(List<int>? triangles, Vector3 origin, Vector3 direction)
    {
        float nearest = float.PositiveInfinity;
        if (triangles is null)
            return nearest;
        foreach (int i in triangles)
        {
            (Vector3 a, Vector3 ab, Vector3 ac) = _triangles[i];
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

    private void Insert(int i, Vector3 least, Vector3 most)
    {
        (least, most) = ((least - _least) / _cell, (most - _least) / _cell);
        for (int z = Clamp(least.Z); z <= Clamp(most.Z); z++)
        {
            for (int y = Clamp(least.Y); y <= Clamp(most.Y); y++)
            {
                for (int x = Clamp(least.X); x <= Clamp(most.X); x++)
                    (_inCell[(z * Cells + y) * Cells + x] ??= []).Add(i);
            }
        }
    }
}
