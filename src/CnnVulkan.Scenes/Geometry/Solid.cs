using System.Numerics;

namespace CnnVulkan.Scenes.Geometry;

/// <summary>
/// A closed body: triangles over shared positions, counter-clockwise seen from outside. Props are made of several that may overlap.
/// </summary>
internal sealed class Solid
{
    private const float Degree = MathF.PI / 180;

    /// <summary>Makes a body; turned inside out it is turned back, so that a shape need not care which way round its outline runs.</summary>
    public Solid(Vector3[] positions, int[] triangles, float crease = 50)
    {
        Positions = positions;
        Triangles = SignedVolume(positions, triangles) < 0 ? Flipped(triangles) : triangles;
        Crease = crease;
    }

    public Vector3[] Positions { get; }

    /// <summary>Three indices into <see cref="Positions"/> each.</summary>
    public int[] Triangles { get; }

    /// <summary>In degrees: edges that bend by more look sharp, others are shaded smoothly.</summary>
    public float Crease { get; }

    public float Volume => SignedVolume(Positions, Triangles);

    public Solid Creased(float degrees) => new(Positions, Triangles, degrees);

    public Solid At(float x, float y, float z) => Moved(p => p + new Vector3(x, y, z));

    public Solid Scaled(float x, float y, float z) => Moved(p => p * new Vector3(x, y, z));

    public Solid Scaled(float factor) => Moved(p => p * factor);

    /// <summary>Turns about X, then Y, then Z, in degrees.</summary>
    public Solid Turned(float x, float y, float z)
    {
        Matrix4x4 turn = Matrix4x4.CreateRotationX(x * Degree) * Matrix4x4.CreateRotationY(y * Degree) * Matrix4x4.CreateRotationZ(z * Degree);
        return Moved(p => Vector3.Transform(p, turn));
    }

    /// <summary>Moves each position on its own, to bend or taper a body; one that comes out mirrored is turned back.</summary>
    public Solid Moved(Func<Vector3, Vector3> move) => new(Array.ConvertAll(Positions, p => move(p)), Triangles, Crease);

    /// <summary>Copies set evenly around the Y axis.</summary>
    public Solid[] Around(int count, float firstDegrees = 0)
        => [.. Enumerable.Range(0, count).Select(i => Turned(0, firstDegrees + i * 360f / count, 0))];

    private static float SignedVolume(Vector3[] positions, int[] triangles)
    {
        double volume = 0;
        for (int i = 0; i < triangles.Length; i += 3)
            volume += Vector3.Dot(positions[triangles[i]], Vector3.Cross(positions[triangles[i + 1]], positions[triangles[i + 2]]));
        return (float)(volume / 6);
    }

    private static int[] Flipped(int[] triangles)
    {
        int[] flipped = new int[triangles.Length];
        for (int i = 0; i < triangles.Length; i += 3)
            (flipped[i], flipped[i + 1], flipped[i + 2]) = (triangles[i], triangles[i + 2], triangles[i + 1]);
        return flipped;
    }
}
