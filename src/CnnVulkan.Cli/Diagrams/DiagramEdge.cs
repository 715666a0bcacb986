using System.Collections.Immutable;

namespace CnnVulkan.Cli.Diagrams;

/// <summary>A routed edge: from the bottom of a block to the top of another.</summary>
/// <param name="From">The block whose output it carries.</param>
/// <param name="To">The block that reads it.</param>
/// <param name="IsShortcut">Whether it goes past blocks that lead to the same place.</param>
/// <param name="Start">Where it starts.</param>
/// <param name="Parts">How it goes on.</param>
internal sealed record DiagramEdge(DiagramBlock From, DiagramBlock To, bool IsShortcut, DiagramPoint Start, ImmutableArray<CurvePart> Parts)
{
    public DiagramPoint End => Parts[^1].End;

    /// <summary>The points of the edge as short straight lines.</summary>
    public IEnumerable<DiagramPoint> Flatten()
    {
        DiagramPoint at = Start;
        yield return at;
        foreach (CurvePart part in Parts)
        {
            foreach (DiagramPoint point in part.Flatten(at))
                yield return point;
            at = part.End;
        }
    }
}
