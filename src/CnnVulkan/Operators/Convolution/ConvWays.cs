using System.Globalization;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Plans;

namespace CnnVulkan.Operators;

/// <summary>
/// The ways convolutions can be computed, by name: a kernel, and the size of its tile where it has any. A new kernel is one line in
/// <see cref="Of(ConvGeometry, bool)"/> or <see cref="OfPacked"/>, and one where its name is understood.
/// </summary>
internal static class ConvWays
{
    /// <summary>The ways a convolution of plain pictures can be computed.</summary>
    public static IReadOnlyList<string> Of(ConvGeometry g, bool constantWeights)
    {
        if (!g.IsPlanar || (g.GroupInputs == 1 && g.Group > 1))
            return [];
        return [
            "direct",
            .. constantWeights ? new[] { "gemm 8x1", "gemm 8x2", "gemm 16x1", "gemm 16x2" } : [],
        ];
    }

    /// <summary>The convolution that goes a way; null where the name is none of its ways.</summary>
    public static Conv? Named(string name, Conv conv) => Parts(name) switch
    {
        ("direct", []) => new Conv(conv.Window, conv.Group, conv.Activation, conv.HasResidual) { Force = ConvAlgorithm.Direct },
        ("gemm", [int outputs, int vectors]) => new Conv(conv.Window, conv.Group, conv.Activation, conv.HasResidual)
        {
            Force = ConvAlgorithm.Gemm,
            ForceTile = new ConvTile(outputs, vectors),
        },
        _ => null,
    };

    /// <summary>The ways a convolution of channel-packed pictures can be computed.</summary>
    public static IReadOnlyList<string> OfPacked(ConvGeometry g, LoweringContext context)
    {
        if (g.IsDepthwise)
            return [];
        bool texels = context.Traits.ReadsStorageInScalars;
        var ways = new List<string>();
        foreach (int rows in texels ? [8, 16, 24, 32] : new[] { 8, 16 })
        {
            foreach (int pixels in new[] { 1, 2, 4 })
                ways.Add($"product {rows}x{pixels}");
        }
        if (PackedConvWinograd.Fits(g, context))
            ways.Add("winograd");
        if (texels)
            return ways;
        foreach ((int rows, int pixels) in new[] { (1, 4), (1, 8), (2, 4), (2, 8) })
            ways.AddRange(new[] { 1, 2, 4, 8, 16 }.Select(splits => $"tiled {rows}x{pixels}x{splits}"));
        return ways;
    }

    /// <summary>The convolution that goes a way; null where the name is none of its ways.</summary>
    public static PackedConv? Named(string name, PackedConv conv, ConvGeometry g, LoweringContext context) => Parts(name) switch
    {
        ("product", [int rows, int pixels]) => new PackedConv(conv.Conv)
        {
            ForceTile = new PackedConvTile(rows, pixels, PackedConvTile.For(g, context).Lanes),
            ForceWinograd = false,
        },
        ("tiled", [int rows, int pixels, int splits]) => new PackedConv(conv.Conv) { ForceTiled = new PackedConvTiled(rows, pixels, splits), ForceWinograd = false },
        ("winograd", []) => new PackedConv(conv.Conv) { ForceWinograd = true },
        _ => null,
    };

    /// <summary>The window as a tuning key: what shapes of inputs and weights leave open.</summary>
    public static string KeyOf(SlidingWindow window, int group, bool hasResidual)
    {
        string Joined(IEnumerable<int> numbers) => string.Join("x", numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)));
        return $"s{Joined(window.Strides)} p{Joined(window.PadsBegin)},{Joined(window.PadsEnd)} d{Joined(window.Dilations)} {window.AutoPad} g{group}{(hasResidual ? " residual" : "")}";
    }

    /// <summary>A name taken apart: <c>tiled 2x8x1</c> is tiled and 2, 8, 1.</summary>
    private static (string Kernel, int[] Sizes) Parts(string name)
    {
        string[] words = name.Split(' ');
        int[] sizes = words.Length < 2 ? [] : [.. words[1].Split('x').Select(s => int.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out int size) ? size : 0)];
        return (words[0], sizes);
    }
}
