using System.Numerics;
using System.Runtime.InteropServices;

namespace CnnVulkan.Demo.Overlay;

/// <summary>One thing to draw, as the vertex shader reads it; lengths are pixels of the target.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct DrawInstance
{
    /// <summary>Bytes of one instance: five vectors of 16, as std430 lays them out.</summary>
    public const int Size = 80;

    /// <summary>X, y, width and height of what is covered.</summary>
    public Vector4 Rect;

    /// <summary>
    /// Left, top, right, bottom in a texture (0 to 1; texels in the glyph atlas); of a panel its rectangle without the shadow; of a line
    /// both ends; of a piece of a graph its height at both sides.
    /// </summary>
    public Vector4 Uv;

    /// <summary>Left, top, right and bottom outside which nothing is drawn.</summary>
    public Vector4 Clip;

    /// <summary>
    /// Corner radius; stroke, line width, a shadow's softness, or 1 if a picture's alpha counts; the lowest and the highest value of a
    /// colour map, 1 if a picture's texels are to stay squares, or how far a shadow lies below its panel and the width of the edge.
    /// </summary>
    public Vector4 Shape;

    /// <summary>The colour at the top (or the only one).</summary>
    public uint Top;

    /// <summary>The colour at the bottom; of a panel that of the edge.</summary>
    public uint Bottom;

    /// <summary>A <see cref="DrawKind"/>.</summary>
    public uint Kind;

    /// <summary>A <see cref="ColorMap"/>; of a panel the colour of its shadow.</summary>
    public uint Map;
}
