using System.Collections.Immutable;

namespace CnnVulkan.Cli.Diagrams;

/// <summary>The next piece of a curve: one point for a straight line, three for a cubic Bézier; the last is where it ends.</summary>
internal sealed record CurvePart(ImmutableArray<DiagramPoint> Points)
{
    private const int Pieces = 12;

    public DiagramPoint End => Points[^1];

    public static CurvePart Line(double x, double y) => new([new DiagramPoint(x, y)]);

    /// <summary>An S from a vertical start to a vertical end.</summary>
    public static CurvePart Swing(DiagramPoint from, DiagramPoint to)
    {
        double middle = (from.Y + to.Y) / 2;
        return from.X == to.X ? Line(to.X, to.Y) : new CurvePart([new DiagramPoint(from.X, middle), new DiagramPoint(to.X, middle), to]);
    }

    /// <summary>A rounded corner.</summary>
    public static CurvePart Corner(DiagramPoint corner, DiagramPoint to) => new([corner, corner, to]);

    /// <summary>The piece as short straight lines; their ends.</summary>
    public IEnumerable<DiagramPoint> Flatten(DiagramPoint from)
    {
        if (Points.Length == 1)
            return [End];
        (DiagramPoint a, DiagramPoint b, DiagramPoint end) = (Points[0], Points[1], End);
        return Enumerable.Range(1, Pieces).Select(i =>
        {
            double t = (double)i / Pieces, u = 1 - t;
            double p = u * u * u, q = 3 * u * u * t, r = 3 * u * t * t, s = t * t * t;
            return new DiagramPoint(p * from.X + q * a.X + r * b.X + s * end.X, p * from.Y + q * a.Y + r * b.Y + s * end.Y);
        });
    }
}
