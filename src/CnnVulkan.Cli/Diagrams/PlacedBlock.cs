namespace CnnVulkan.Cli.Diagrams;

/// <summary>A block with its place.</summary>
internal sealed record PlacedBlock(DiagramBlock Block, double Left, double Top)
{
    public double Right => Left + Block.Width;

    public double Bottom => Top + Block.Height;
}
