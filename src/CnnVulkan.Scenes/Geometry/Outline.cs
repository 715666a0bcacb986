using System.Numerics;

namespace CnnVulkan.Scenes.Geometry;

/// <summary>A line of points in the plane: a closed outline to extrude, or a profile to turn about an axis.</summary>
internal sealed class Outline
{
    public Outline(bool closed, params Vector2[] points) => (IsClosed, Points) = (closed, points);

    public Vector2[] Points { get; }

    public bool IsClosed { get; }

    public static Outline Closed(params (float X, float Y)[] points) => new(true, Array.ConvertAll(points, p => new Vector2(p.X, p.Y)));

    public static Outline Open(params (float X, float Y)[] points) => new(false, Array.ConvertAll(points, p => new Vector2(p.X, p.Y)));

    public static Outline Rectangle(float width, float height)
        => Closed((-width / 2, -height / 2), (width / 2, -height / 2), (width / 2, height / 2), (-width / 2, height / 2));

    public static Outline Ellipse(float radiusX, float radiusY, int segments) => new(true, [.. Enumerable.Range(0, segments).Select(i =>
    {
        (float sine, float cosine) = MathF.SinCos(i * MathF.Tau / segments);
        return new Vector2(cosine * radiusX, sine * radiusY);
    })]);

    public Outline Moved(float x, float y) => new(IsClosed, Array.ConvertAll(Points, p => p + new Vector2(x, y)));

    /// <summary>Replaces each corner that bends by a curve that leaves the lines at most <paramref name="radius"/> before it.</summary>
    public Outline Rounded(float radius, int steps = 2)
    {
        var rounded = new List<Vector2>();
        for (int i = 0; i < Points.Length; i++)
        {
            Vector2 corner = Points[i];
            if (!IsClosed && (i == 0 || i == Points.Length - 1))
            {
                rounded.Add(corner);
                continue;
            }
            Vector2 before = Points[(i + Points.Length - 1) % Points.Length] - corner, after = Points[(i + 1) % Points.Length] - corner;
            float reach = Math.Min(radius, 0.45f * Math.Min(before.Length(), after.Length()));
            if (Vector2.Dot(Vector2.Normalize(before), Vector2.Normalize(after)) < -0.97f)
            {
                rounded.Add(corner);
                continue;
            }
            Vector2 start = corner + Vector2.Normalize(before) * reach, end = corner + Vector2.Normalize(after) * reach;
            for (int s = 0; s <= steps; s++)
            {
                float t = (float)s / steps;
                rounded.Add(Vector2.Lerp(Vector2.Lerp(start, corner, t), Vector2.Lerp(corner, end, t), t));
            }
        }
        return new Outline(IsClosed, [.. rounded]);
    }

    /// <summary>A closed outline with each side moved inwards; the distance must be small against the sides.</summary>
    public Outline Inset(float distance)
    {
        float side = Area() < 0 ? -1 : 1;
        var inset = new Vector2[Points.Length];
        for (int i = 0; i < inset.Length; i++)
        {
            Vector2 into = Vector2.Normalize(Points[i] - Points[(i + inset.Length - 1) % inset.Length]);
            Vector2 outOf = Vector2.Normalize(Points[(i + 1) % inset.Length] - Points[i]);
            Vector2 normal = new Vector2(-into.Y - outOf.Y, into.X + outOf.X) * side;
            float squared = normal.LengthSquared();
            // A mitre: half the sum of two unit normals, divided by its squared length, keeps both sides' distance. Spikes are cut.
            inset[i] = Points[i] + normal * (2 * distance / Math.Max(squared, 1f));
        }
        return new Outline(true, inset);
    }

    /// <summary>Positive where the points run counter-clockwise.</summary>
    public float Area()
    {
        float area = 0;
        for (int i = 0; i < Points.Length; i++)
        {
            Vector2 a = Points[i], b = Points[(i + 1) % Points.Length];
            area += a.X * b.Y - b.X * a.Y;
        }
        return area / 2;
    }
}
