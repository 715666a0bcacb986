namespace CnnVulkan.Demo.Overlay;

/// <summary>What an instance draws; the numbers are those of the shaders.</summary>
internal enum DrawKind
{
    /// <summary>A rounded rectangle, filled from one colour at the top to another at the bottom.</summary>
    Fill = 0,

    /// <summary>The edge of a rounded rectangle, inside it.</summary>
    Stroke = 1,

    /// <summary>A panel in one: its shadow, its ground and its edge.</summary>
    Panel = 2,

    /// <summary>A picture of the glyph atlas.</summary>
    Glyph = 3,

    /// <summary>A part of a colour texture, with rounded corners.</summary>
    Image = 4,

    /// <summary>A part of a texture of numbers in its first channel, shown through a colour map.</summary>
    Map = 5,

    /// <summary>A straight line with round ends.</summary>
    Line = 6,

    /// <summary>The area between a straight line and the bottom.</summary>
    Area = 7,

    /// <summary>A piece of a graph's line: as wide as the rectangle, without ends, so that pieces meet without overlap.</summary>
    Curve = 8,
}
