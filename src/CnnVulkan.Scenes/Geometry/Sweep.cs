using System.Numerics;

namespace CnnVulkan.Scenes.Geometry;

/// <summary>Round bars along a line in space: handles, wires, arms.</summary>
internal static class Sweep
{
    /// <summary>A bar of one thickness.</summary>
    public static Solid Along(float radius, int sides, params Vector3[] path) => Along(_ => radius, sides, path);

    /// <summary>A bar whose radius is a function of how far along it is, 0 to 1. Its ends are flat.</summary>
    public static Solid Along(Func<float, float> radius, int sides, params Vector3[] path)
    {
        var rings = new List<Vector3[]>();
        Vector3 side = Vector3.Zero;
        for (int i = 0; i < path.Length; i++)
        {
            Vector3 direction = Vector3.Normalize(path[Math.Min(i + 1, path.Length - 1)] - path[Math.Max(i - 1, 0)]);
            // The side axis of the ring before, made square to the new direction: the bar does not twist.
            Vector3 hint = i == 0 ? (MathF.Abs(direction.Y) < 0.9f ? Vector3.UnitY : Vector3.UnitX) : side;
            side = Vector3.Normalize(hint - direction * Vector3.Dot(hint, direction));
            Vector3 other = Vector3.Cross(direction, side);
            float r = radius((float)i / (path.Length - 1));
            var ring = new Vector3[sides];
            for (int j = 0; j < sides; j++)
            {
                (float sine, float cosine) = MathF.SinCos(j * MathF.Tau / sides);
                ring[j] = path[i] + (side * cosine + other * sine) * r;
            }
            rings.Add(ring);
        }
        return Loft.Over(rings);
    }

    /// <summary>Points on part of an ellipse in the XY plane, from one angle to another in degrees.</summary>
    public static Vector3[] Arc(float centreX, float centreY, float radiusX, float radiusY, float from, float to, int steps)
        => [.. Enumerable.Range(0, steps + 1).Select(i =>
        {
            (float sine, float cosine) = MathF.SinCos((from + (to - from) * i / steps) * MathF.PI / 180);
            return new Vector3(centreX + cosine * radiusX, centreY + sine * radiusY, 0);
        })];
}
