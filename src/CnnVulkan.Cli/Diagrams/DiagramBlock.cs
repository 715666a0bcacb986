namespace CnnVulkan.Cli.Diagrams;

/// <summary>One box of a diagram: a layer with the normalisation and activation that follow it.</summary>
/// <param name="Name">The layer's name.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Label">What stands on it first: <c>conv 3×3/2</c>.</param>
/// <param name="Shape">The shape of its output, written on it too.</param>
internal sealed record DiagramBlock(string Name, BlockKind Kind, string Label, TensorShape Shape)
{
    /// <summary>Padding between text and edge.</summary>
    public const int Padding = 9;

    /// <summary>From one line of text to the next.</summary>
    public const int LineHeight = 12;

    private const int LeastWidth = 88;

    /// <summary>What was collapsed into it, in order.</summary>
    public List<string> Followers { get; } = [];

    /// <summary>The blocks it reads.</summary>
    public List<DiagramBlock> Inputs { get; } = [];

    /// <summary>The shape without the batch.</summary>
    public string ShapeText => Shape.Rank > 1 ? string.Join('×', Shape.Dimensions.Skip(1)) : Shape.ToString();

    /// <summary>The lines of text on it.</summary>
    public IReadOnlyList<string> Lines => Followers.Count == 0 ? [Label, ShapeText] : [Label, ShapeText, "+ " + string.Join(' ', Followers.Distinct())];

    /// <summary>Wider with more channels: 7 for each doubling from 16 on, never too narrow for the text.</summary>
    public double Width
    {
        get
        {
            int channels = Shape.Rank > 1 ? Shape[1] : 1;
            double bySize = LeastWidth + 7 * Math.Max(Math.Log2(Math.Max(channels, 1)) - 4, 0);
            return Math.Ceiling(Math.Max(bySize, Lines.Max(TextWidth) + 2 * Padding));
        }
    }

    /// <summary>Taller with larger pictures: 5 for each doubling of the side.</summary>
    public double Height
    {
        get
        {
            int side = Shape.Rank > 2 ? Shape.Dimensions.Skip(2).Max() : 1;
            return Math.Ceiling(Lines.Count * LineHeight + 12 + 4 * Math.Log2(Math.Max(side, 1)));
        }
    }

    /// <summary>How wide a text is in drawing units.</summary>
    public static double TextWidth(string text) => text.Length * Pictures.PixelFont.Advance;
}
