using System.Collections.Immutable;
using CnnVulkan.Cli.Pictures;

namespace CnnVulkan.Cli.Diagrams;

/// <summary>What a diagram consists of on paper, whichever file it goes into. Units are pixels at scale 1; later shapes lie on top.</summary>
internal sealed record Drawing(double Width, double Height, ImmutableArray<Drawing.Shape> Shapes)
{
    /// <summary>Anything drawn.</summary>
    public abstract record Shape;

    /// <summary>A rectangle with rounded corners; the hint appears where a pointer rests on it.</summary>
    public sealed record Box(double Left, double Top, double Width, double Height, double Radius, Color Fill, Color? Border = null, string? Hint = null) : Shape;

    /// <summary>A line along points and Béziers.</summary>
    public sealed record Curve(DiagramPoint Start, ImmutableArray<CurvePart> Parts, double Thickness, Color Color) : Shape;

    /// <summary>A filled triangle that points down to its tip: the head of an arrow.</summary>
    public sealed record Arrow(DiagramPoint Tip, double Size, Color Color) : Shape;

    /// <summary>Text of 6 units per character and 7 in height, times the scale; the place is the top left corner.</summary>
    public sealed record Text(double Left, double Top, string Content, Color Color, int Scale = 1) : Shape
    {
        public double Width => Content.Length * PixelFont.Advance * Scale;
    }
}
