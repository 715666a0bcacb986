using CnnVulkan.Cli.Pictures;

namespace CnnVulkan.Cli.Diagrams;

/// <summary>The colours of a diagram: dark on light, one accent per kind of block.</summary>
internal static class KindStyle
{
    public static readonly Color Paper = new(255, 255, 255);
    public static readonly Color Ink = new(15, 23, 42);
    public static readonly Color Faint = new(86, 98, 117);
    public static readonly Color Edge = new(120, 132, 150);
    public static readonly Color Shortcut = new(220, 38, 38);

    public static Color Accent(BlockKind kind) => kind switch
    {
        BlockKind.Convolution => new Color(37, 99, 235),
        BlockKind.Pool => new Color(22, 163, 74),
        BlockKind.Dense => new Color(147, 51, 234),
        BlockKind.Normalization => new Color(13, 148, 136),
        BlockKind.Activation => new Color(234, 88, 12),
        BlockKind.Add => new Color(220, 38, 38),
        BlockKind.Concat => new Color(202, 138, 4),
        BlockKind.Scores => new Color(51, 65, 85),
        BlockKind.Input => new Color(100, 116, 139),
        _ => new Color(120, 113, 108),
    };

    /// <summary>What a block is filled with: a tenth of its accent on white.</summary>
    public static Color Tint(BlockKind kind)
    {
        Color accent = Accent(kind);
        return new Color(Mix(accent.Red), Mix(accent.Green), Mix(accent.Blue));
    }

    public static string Name(BlockKind kind) => kind switch
    {
        BlockKind.Pool => "pooling",
        BlockKind.Add => "add",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static byte Mix(byte channel) => (byte)(255 - (255 - channel) / 10);
}
