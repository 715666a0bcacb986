namespace CnnVulkan.Cli.Diagrams;

/// <summary>What stands in one row of a layered diagram: a block, or a place that a long edge passes through.</summary>
internal sealed class LayerItem(DiagramBlock? block, int row, bool isShortcut)
{
    /// <summary>How much room a passing edge takes.</summary>
    private const double PassageWidth = 14;

    /// <summary>The block; null for a passage.</summary>
    public DiagramBlock? Block { get; } = block;

    public int Row { get; } = row;

    /// <summary>Whether it is a passage of an edge that goes past blocks which lead to the same place.</summary>
    public bool IsShortcut { get; } = isShortcut;

    public double Width => Block?.Width ?? PassageWidth;

    /// <summary>What it reads, in the row above.</summary>
    public List<LayerItem> Above { get; } = [];

    /// <summary>What reads it, in the row below.</summary>
    public List<LayerItem> Below { get; } = [];

    /// <summary>The centre.</summary>
    public double X { get; set; }

    public double Top { get; set; }

    public double Height { get; set; }

    /// <summary>Its place in the row.</summary>
    public int Order { get; set; }
}
